import { DEFAULT_CONFIDENCE, type Interval } from './interval.ts'
import { createRandom } from './random.ts'
import { normalCdf, normalQuantile } from './special-functions.ts'

export interface BootstrapOptions {
  /** The same seed gives the same interval. */
  readonly seed: number
  /** Samples drawn with replacement. */
  readonly resamples?: number
  readonly confidence?: number
}

/**
 * An interval for any figure of a sample, by drawing from the sample again and again: BCa, Efron 1987, "Better
 * bootstrap confidence intervals", JASA 82. `statistic` gets as many values as there are. Null for fewer than two.
 */
export function bootstrapInterval<Value>(
  values: readonly Value[],
  statistic: (sample: readonly Value[]) => number,
  options: BootstrapOptions,
): Interval | null {
  const { seed, resamples = 2_000, confidence = DEFAULT_CONFIDENCE } = options
  if (values.length < 2) return null
  const random = createRandom(seed)
  const observed = statistic(values)
  const drawn = Array.from({ length: resamples }, () => statistic(draw(values, random))).sort((a, b) => a - b)
  const below = drawn.filter((value) => value < observed).length
  const equal = drawn.filter((value) => value === observed).length
  const share = (below + equal / 2) / resamples
  // Every resample on one side: the figure does not vary, or only one way.
  if (share <= 0 || share >= 1) return { low: quantile(drawn, 0), high: quantile(drawn, 1) }
  const bias = normalQuantile(share)
  const acceleration = accelerationOf(values, statistic)
  const limit = (p: number) => {
    const z = bias + normalQuantile(p)
    return quantile(drawn, normalCdf(bias + z / (1 - acceleration * z)))
  }
  return { low: limit((1 - confidence) / 2), high: limit((1 + confidence) / 2) }
}

function draw<Value>(values: readonly Value[], random: () => number): Value[] {
  const sample: Value[] = []
  for (let index = 0; index < values.length; index++) {
    const value = values[Math.floor(random() * values.length)]
    if (value !== undefined) sample.push(value)
  }
  return sample
}

/** How the figure's spread changes with its value, from leaving each value out once. */
function accelerationOf<Value>(
  values: readonly Value[],
  statistic: (sample: readonly Value[]) => number,
): number {
  const left = values.map((_, index) => statistic(values.toSpliced(index, 1)))
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length
  const squares = left.reduce((sum, value) => sum + (mean - value) ** 2, 0)
  const cubes = left.reduce((sum, value) => sum + (mean - value) ** 3, 0)
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}

/** The value below which a share `p` of the sorted values lies, in between by proportion. */
function quantile(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1)
  const lower = sorted[Math.floor(place)] ?? Number.NaN
  const upper = sorted[Math.ceil(place)] ?? Number.NaN
  return lower + (upper - lower) * (place - Math.floor(place))
}
