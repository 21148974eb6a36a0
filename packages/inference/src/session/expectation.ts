import type { NotedOperator } from './graph-operators.ts'
import { openPlainRunner } from './plain-runner.ts'
import {
  longProbe,
  measureNoise,
  type Probe,
  type ProbePlan,
  probeLength,
  runProbe,
  shortProbe,
} from './probe.ts'
import type { SlotRunner } from './slot-runner.ts'

/** What the plain path gives for the probe's tokens, and how far the fast one may be from it. */
export interface Expectation {
  readonly probe: Probe
  /** As `probeDifference` measures it. */
  readonly tolerance: number
}

interface ExpectationOptions {
  readonly threads: number
  /** Where to write the graph as it was optimized for this machine. */
  readonly optimizedModelPath?: string
}

/** Devices add in another order, and in half precision if the graph is in it. */
const DEVICE_TOLERANCE = 0.05

/** Activations rounded to 8 bits turn the smallest differences into steps of up to a tenth, but not at each place. */
const ROUNDED_TOLERANCE = 0.25

/**
 * Runs the short probe on the plain path. The model is out of memory again when this resolves. Throws MODEL_LOAD_FAILED,
 * OUT_OF_MEMORY or GENERATION_FAILED.
 */
export function computeExpectation(
  graphPath: string,
  operators: ReadonlySet<NotedOperator>,
  options: ExpectationOptions,
): Promise<Expectation> {
  return withPlainRunner(graphPath, shortProbe, options, async (runner) => {
    const probe = await runProbe(runner, shortProbe)
    return { probe, tolerance: toleranceOf(await measureNoise(runner, probe), operators) }
  })
}

/** As `computeExpectation`, with the long probe, for a device. */
export function computeDeviceExpectation(
  graphPath: string,
  operators: ReadonlySet<NotedOperator>,
  options: ExpectationOptions,
): Promise<Expectation> {
  return withPlainRunner(graphPath, longProbe, options, async (runner) => ({
    probe: await runProbe(runner, longProbe),
    tolerance: isRounded(operators) ? ROUNDED_TOLERANCE : DEVICE_TOLERANCE,
  }))
}

async function withPlainRunner<Result>(
  graphPath: string,
  plan: ProbePlan,
  options: ExpectationOptions,
  use: (runner: SlotRunner) => Promise<Result>,
): Promise<Result> {
  const runner = await openPlainRunner(graphPath, {
    ...options,
    slotCount: 2,
    slotLength: probeLength(plan),
    reason: 'Only for comparison.',
  })
  try {
    return await use(runner)
  } finally {
    await runner.dispose()
  }
}

/** Single precision agrees to 1e-4, half precision as far as the graph agrees with itself. */
function toleranceOf(noise: number, operators: ReadonlySet<NotedOperator>): number {
  return isRounded(operators) ? ROUNDED_TOLERANCE : Math.min(Math.max(10 * noise, 1e-4), 2e-2)
}

const roundingOperators = ['MatMulNBits', 'MatMulInteger', 'DynamicQuantizeMatMul'] as const

function isRounded(operators: ReadonlySet<NotedOperator>): boolean {
  return roundingOperators.some((name) => operators.has(name))
}
