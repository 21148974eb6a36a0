/** Middle of the values; of an even number, the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? Number.NaN) + upper) / 2
}

/** The smallest value that at least this share of the values do not exceed (nearest rank). NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function summarize(values: readonly number[]): Summary {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/**
 * How many times better `ours` is than `theirs`: the median of the ratios of the same round, so that a round in which
 * the machine was slow for both does not count against either. Above 1, ours is better, whichever way is better.
 */
export function timesBetter(
  ours: readonly number[],
  theirs: readonly number[],
  better: 'higher' | 'lower',
): number {
  const ratios = ours.flatMap((value, round) => {
    const other = theirs[round]
    return other === undefined ? [] : [better === 'higher' ? value / other : other / value]
  })
  return median(ratios)
}

/**
 * Tokens per second of one sequence while it decodes: its first token belongs to the prompt's reading and only starts
 * the clock. Arrivals in milliseconds.
 */
export function decodeRate(arrivalsMs: readonly number[]): number {
  const [first, last] = [arrivalsMs[0], arrivalsMs.at(-1)]
  if (first === undefined || last === undefined || arrivalsMs.length < 2) return Number.NaN
  return ((arrivalsMs.length - 1) * 1000) / (last - first)
}

/**
 * Tokens per second of several sequences in sum, counted only while all of them decode: from the first token of the
 * last one to begin until the last token of the first one to end. NaN where they never all decode at once. Arrivals in
 * milliseconds, on one clock.
 */
export function sumRate(sequences: readonly (readonly number[])[]): number {
  const from = Math.max(...sequences.map((arrivals) => arrivals[0] ?? Number.NaN))
  const to = Math.min(...sequences.map((arrivals) => arrivals.at(-1) ?? Number.NaN))
  if (!(to > from)) return Number.NaN
  const count = sequences.flat().filter((at) => at > from && at <= to).length
  return (count * 1000) / (to - from)
}
