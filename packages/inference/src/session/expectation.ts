import type { NotedOperator } from './graph-operators.ts'
import { openPlainRunner } from './plain-runner.ts'
import { measureNoise, PROBE_LENGTH, type Probe, runProbe } from './probe.ts'

/** What the plain path gives for the probe's tokens, and how far the fast one may be from it. */
export interface Expectation {
  readonly probe: Probe
  /** As `probeDifference` measures it. */
  readonly tolerance: number
}

/**
 * Runs the probe on the plain path. The model is out of memory again when this resolves. Throws MODEL_LOAD_FAILED,
 * OUT_OF_MEMORY or GENERATION_FAILED.
 */
export async function computeExpectation(
  graphPath: string,
  operators: ReadonlySet<NotedOperator>,
  options: { readonly threads: number; readonly optimizedModelPath?: string },
): Promise<Expectation> {
  const runner = await openPlainRunner(graphPath, {
    ...options,
    slotCount: 2,
    slotLength: PROBE_LENGTH,
    reason: 'Only for comparison.',
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
