import type { DecoderConfig, Trainable } from '@trialogue/onnx'
import type { TokenizedSample } from '../chat-format.ts'
import type { Parameters } from '../parameters.ts'
import { createTrainerSession } from '../session.ts'
import { checkSamples, placeInRow } from './tuning-batches.ts'

export type SampleScorer = {
  /** −Σ weight · log probability of the sample's tokens, in nats: the lower, the likelier. */
  lossOf(sample: TokenizedSample): Promise<number>
  /** The index of the likeliest sample; the first of equals. */
  likeliest(samples: readonly TokenizedSample[]): Promise<number>
  release(): Promise<void>
}

/** Measures how likely a model with its adapter holds whole samples of up to `length` + 1 tokens. */
export async function createSampleScorer(options: {
  readonly config: DecoderConfig
  readonly parameters: Parameters
  readonly method: Trainable
  readonly adapter: Parameters
  readonly length: number
}): Promise<SampleScorer> {
  const session = await createTrainerSession({ ...options, batchSize: 1, withGradients: false })
  const lossOf = (sample: TokenizedSample) => {
    checkSamples([sample], options.length)
    placeInRow(session.batch, 0, options.length, sample)
    return session.run()
  }
  return {
    lossOf,
    async likeliest(samples) {
      const losses: number[] = []
      for (const sample of samples) losses.push(await lossOf(sample))
      return losses.indexOf(Math.min(...losses))
    },
    release: () => session.release(),
  }
}
