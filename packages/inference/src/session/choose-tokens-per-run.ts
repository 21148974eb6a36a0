import { AppError } from '@trialogue/contract'
import { attentionProbeGraph } from '@trialogue/onnx'
import type { DeviceProvider } from './devices/execution-provider.ts'
import { openInPlaceRunner } from './in-place-runner.ts'
import { openPlainRunner } from './plain-runner.ts'
import { longProbe, probeDifference, probeLength, runProbe } from './probe.ts'

/** A whole chunk, or else so few that a device's programs for many tokens are not used. */
const attempts = [64, 16] as const

/** Right ones were off by 2 × 10⁻⁵ and less, wrong ones by 0.1 and more. */
const TOLERANCE = 1e-3

/**
 * How many tokens a run may read on a device so that attention with heads of this size comes out right. It is tried with
 * a tiny model in single precision, since rounded weights would hide what is wrong. ONNX Runtime 1.30 computes attention
 * for 32 tokens and more wrongly, without an error, on SwiftShader and llvmpipe, which share numbers between fewer threads
 * than GPUs do. Throws INTERNAL where nothing comes out right, and what opening and running it throw.
 */
export async function chooseTokensPerRun(
  executionProvider: DeviceProvider,
  headSize: number,
): Promise<number> {
  const graph = attentionProbeGraph(headSize)
  const options = { threads: 1, slotCount: 2, slotLength: probeLength(longProbe) }
  const plain = await openPlainRunner(graph, { ...options, reason: 'Only for comparison.' })
  const expected = await runProbe(plain, longProbe).finally(() => plain.dispose())
  const { vocabularySize } = expected
  const differences: number[] = []
  for (const tokensPerRun of attempts) {
    const runner = await openInPlaceRunner(graph, {
      ...options,
      ...{ executionProvider, tokensPerRun, vocabularySize },
    })
    const actual = await runProbe(runner, longProbe).finally(() => runner.dispose())
    const difference = probeDifference(expected, actual)
    if (difference <= TOLERANCE) return tokensPerRun
    differences.push(difference)
  }
  throw new AppError(
    'INTERNAL',
    `Attention comes out wrong on the device, by ${Math.min(...differences).toPrecision(2)} of its size.`,
  )
}
