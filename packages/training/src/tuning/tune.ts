import { setImmediate as nextTurn } from 'node:timers/promises'
import { type DecoderConfig, type Trainable, trainableParameters } from '@trialogue/onnx'
import { createAdamW, defaultAdamW } from '../adamw.ts'
import type { TokenizedSample } from '../chat-format.ts'
import type { Parameters } from '../parameters.ts'
import { learningRate } from '../schedule.ts'
import { createTrainerSession } from '../session.ts'
import { initializeAdapter } from './initialize-adapter.ts'
import { createTuningBatches } from './tuning-batches.ts'

export type TuningProgress = {
  /** Steps done. */
  readonly step: number
  readonly steps: number
  /** Of the step's batch, in nats per weighted token. */
  readonly loss: number
  readonly elapsedMs: number
}

export type TuningRun = {
  readonly config: DecoderConfig
  /** The model; never changed. */
  readonly parameters: Parameters
  readonly samples: readonly TokenizedSample[]
  readonly method: Trainable
  readonly steps: number
  /** Samples in one step. */
  readonly batchSize: number
  /** Predictions in one row: the longest sample may have one token more. */
  readonly length: number
  /** The highest rate, reached after the warm-up. */
  readonly learningRate: number
  readonly seed: number
  /** Stops after the step that is under way. */
  readonly signal?: AbortSignal
  readonly report: (progress: TuningProgress) => void
  readonly threads?: number
  /** Execution providers of ONNX Runtime in order of preference. Default: cpu. */
  readonly providers?: readonly string[]
}

const WARM_UP_STEPS = 10

/**
 * Teaches a model from samples, one in each row, and returns the tensors of `trainableParameters` for
 * the method: LoRA matrices, a soft prompt, or a changed copy of all parameters. When the signal aborts
 * it returns what has been learnt so far. Blocks its thread for the length of each step: run it in a
 * process of its own. Throws RangeError for samples that do not fit, Error when the loss is no number any more.
 */
export async function tuneAdapter(run: TuningRun): Promise<Parameters> {
  const { config, parameters, method, steps, batchSize, length, seed, threads, providers } = run
  const fillBatch = createTuningBatches({ batchSize, length }, run.samples, seed)
  const adapter = initializeAdapter(config, method, parameters, seed)
  // No weight decay: it would pull towards zero what a few samples cannot hold in place.
  const specs = trainableParameters(config, method)
  const optimizer = createAdamW(specs, adapter, { ...defaultAdamW, weightDecay: 0 })
  const schedule = { peakRate: run.learningRate, warmUpSteps: Math.min(WARM_UP_STEPS, steps) }
  const session = await createTrainerSession({
    config,
    parameters,
    method,
    adapter,
    batchSize,
    length,
    withGradients: true,
    ...(threads === undefined ? {} : { threads }),
    ...(providers === undefined ? {} : { providers }),
  })
  const startedMs = performance.now()
  try {
    for (let step = 0; step < steps && !run.signal?.aborted; step += 1) {
      fillBatch(session.batch)
      const loss = await session.run()
      if (!Number.isFinite(loss)) {
        throw new Error(`The loss became ${loss} at step ${step}: lower the learning rate.`)
      }
      optimizer.step(session.gradients, learningRate(schedule, step, step / steps))
      run.report({ step: step + 1, steps, loss, elapsedMs: performance.now() - startedMs })
      // A step never yields to the event loop by itself: without this no message could cancel the run.
      await nextTurn()
    }
  } finally {
    await session.release()
  }
  return adapter
}
