import { AppError } from '@trialogue/contract'
import type { ModelFolder } from '../model-folder.ts'
import { findOperators, type NotedOperator } from './graph-operators.ts'
import { openInPlaceRunner } from './in-place-runner.ts'
import { openPlainRunner } from './plain-runner.ts'
import { hasSameChoices, measureNoise, PROBE_LENGTH, type Probe, probeDifference, runProbe } from './probe.ts'
import type { SlotRunner } from './slot-runner.ts'

export interface RunnerOptions {
  /** Threads that compute one operation together. */
  readonly threads: number
  readonly slotCount: number
  /** Tokens that one slot can hold. */
  readonly slotLength: number
}

/** What the plain path gives for the probe's tokens, and how far the fast one may be from it. */
type Expectation = { readonly probe: Probe; readonly tolerance: number }

/**
 * Loads a decoder. The fast path is taken where the graph allows it, and only after it has given the same logits as the
 * plain one. Throws MODEL_LOAD_FAILED, or OUT_OF_MEMORY.
 */
export async function openSlotRunner(model: ModelFolder, options: RunnerOptions): Promise<SlotRunner> {
  const { graphPath } = model
  const operators = await findOperators(graphPath).catch((cause: unknown) => {
    const message = 'The model cannot be loaded: its ONNX file cannot be read. Install it again.'
    throw new AppError('MODEL_LOAD_FAILED', message, { cause })
  })
  const plainly = (reason: string) => openPlainRunner(graphPath, { ...options, reason })
  if (!operators.has('GroupQueryAttention')) {
    return plainly(
      'Its attention is not of the kind that can update the cache in place (GroupQueryAttention).',
    )
  }
  if (options.slotLength < PROBE_LENGTH) return plainly('Its slots are too short to compare both paths.')
  const expected = await computePlainly(graphPath, options.threads, operators)
  try {
    return await openTrusted(graphPath, options, expected)
  } catch (thrown) {
    // The plain path has just run this model: whatever went wrong is no reason to do without it.
    return plainly(`The cache cannot be updated in place: ${describe(thrown)}`)
  }
}

/** The innermost message: ONNX Runtime's own, where it is its error. */
function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  return thrown.cause instanceof Error ? describe(thrown.cause) : thrown.message
}

/** One copy of the model is in memory at a time: the plain session is gone before the fast one comes. */
async function computePlainly(
  graphPath: string,
  threads: number,
  operators: ReadonlySet<NotedOperator>,
): Promise<Expectation> {
  const runner = await openPlainRunner(graphPath, {
    threads,
    slotCount: 2,
    slotLength: PROBE_LENGTH,
    reason: '',
  })
  try {
    const probe = await runProbe(runner)
    return { probe, tolerance: toleranceOf(await measureNoise(runner, probe), operators) }
  } finally {
    await runner.dispose()
  }
}

/**
 * Single precision agrees to 1e-4, half precision as far as the graph agrees with itself. Activations rounded to 8 bits
 * turn the smallest differences into steps of up to a tenth, but not at each place.
 */
function toleranceOf(noise: number, operators: ReadonlySet<NotedOperator>): number {
  const isRounded = (['MatMulNBits', 'MatMulInteger', 'DynamicQuantizeMatMul'] as const).some((name) =>
    operators.has(name),
  )
  return isRounded ? 0.25 : Math.min(Math.max(10 * noise, 1e-4), 2e-2)
}

async function openTrusted(
  graphPath: string,
  options: RunnerOptions,
  { probe, tolerance }: Expectation,
): Promise<SlotRunner> {
  const { vocabularySize } = probe
  const runner = await openInPlaceRunner(graphPath, { ...options, vocabularySize })
  try {
    const actual = await runProbe(runner)
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
