import { AppError } from '@trialogue/contract'
import type { Expectation } from './expectation.ts'
import { type InPlaceRunnerOptions, openInPlaceRunner } from './in-place-runner.ts'
import { hasSameChoices, type ProbePlan, probeDifference, runProbe } from './probe.ts'
import type { SlotRunner } from './slot-runner.ts'

/**
 * A runner that updates the cache in place and was seen to compute what is expected of a probe. Throws INTERNAL when it
 * does not, and what opening and running it throw.
 */
export async function openTrusted(
  graphPath: string,
  options: Omit<InPlaceRunnerOptions, 'vocabularySize'>,
  plan: ProbePlan,
  { probe, tolerance }: Expectation,
): Promise<SlotRunner> {
  const { vocabularySize } = probe
  const runner = await openInPlaceRunner(graphPath, { ...options, vocabularySize })
  try {
    const actual = await runProbe(runner, plan)
    const difference = probeDifference(probe, actual)
    if (difference <= tolerance && hasSameChoices(probe, actual, tolerance)) return runner
    throw new AppError(
      'INTERNAL',
      `its logits differ by ${difference.toPrecision(2)} from those of the plain path.`,
    )
  } catch (thrown) {
    await runner.dispose()
    throw thrown
  }
}
