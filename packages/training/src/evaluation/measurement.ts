/** How many of `count` cases a model got right. */
export type Measurement = {
  readonly id: string
  /** What was measured, in a few words. */
  readonly name: string
  readonly correct: number
  readonly count: number
  /** Cases among the wrong ones whose prompt did not fit into the context. */
  readonly tooLong?: number
}

type Proportion = Pick<Measurement, 'correct' | 'count'>

/** Counts the cases in which `isRight` holds, one after the other. */
export async function countRight<T>(
  cases: Iterable<T>,
  isRight: (value: T) => Promise<boolean>,
): Promise<Proportion> {
  let correct = 0
  let count = 0
  for (const value of cases) {
    count += 1
    if (await isRight(value)) correct += 1
  }
  return { correct, count }
}

/**
 * Wilson's score interval for a proportion (Wilson 1927), 95 %, as fractions. It keeps its meaning at 0 and at 100 %,
 * where the usual one has no width.
 */
export function wilsonInterval({ correct, count }: Proportion): {
  readonly low: number
  readonly high: number
} {
  if (count === 0) return { low: 0, high: 1 }
  const z = 1.96
  const share = correct / count
  const scale = 1 + z ** 2 / count
  const middle = (share + z ** 2 / (2 * count)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
