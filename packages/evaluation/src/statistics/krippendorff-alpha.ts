/** How far apart two ratings are: `nominal` for categories, `ordinal` for ranks, `interval` for numbers. */
export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval'

/**
 * Agreement of any number of raters beyond chance: 1 agreement throughout, 0 as by chance, below 0 worse. `units` are
 * the rated things, each with the ratings it got; missing ones are left out. For `ordinal` and `interval` the numbers
 * count, for `nominal` only whether they are equal. Null when no unit has two ratings, or nothing varies.
 * Krippendorff 2011, "Computing Krippendorff's alpha-reliability", https://repository.upenn.edu/asc_papers/43.
 */
export function krippendorffAlpha(
  units: readonly (readonly number[])[],
  level: MeasurementLevel,
): number | null {
  const paired = units.filter((ratings) => ratings.length >= 2)
  const values = [...new Set(paired.flat())].sort((a, b) => a - b)
  const totals = values.map((value) => paired.flat().filter((rating) => rating === value).length)
  const distance = distanceOf(level, values, totals)
  const count = totals.reduce((sum, total) => sum + total, 0)
  let observed = 0
  for (const ratings of paired) {
    const places = ratings.map((rating) => values.indexOf(rating))
    const sum = sumOfPairs(places, places, distance)
    observed += sum / (ratings.length - 1)
  }
  let expected = 0
  totals.forEach((total, a) => {
    totals.forEach((other, b) => {
      expected += total * other * distance(a, b)
    })
  })
  if (expected === 0) return null
  return 1 - ((count - 1) * observed) / expected
}

type Distance = (a: number, b: number) => number

function sumOfPairs(left: readonly number[], right: readonly number[], distance: Distance): number {
  return left.reduce((sum, a) => sum + right.reduce((inner, b) => inner + distance(a, b), 0), 0)
}

/** The squared distance of two values, by their places in the sorted list. */
function distanceOf(level: MeasurementLevel, values: readonly number[], totals: readonly number[]): Distance {
  switch (level) {
    case 'nominal':
      return (a, b) => (a === b ? 0 : 1)
    case 'interval':
      return (a, b) => ((values[a] ?? 0) - (values[b] ?? 0)) ** 2
    case 'ordinal':
      return (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const between = totals.slice(from, to + 1).reduce((sum, total) => sum + total, 0)
        return (between - ((totals[from] ?? 0) + (totals[to] ?? 0)) / 2) ** 2
      }
    default:
      return level satisfies never
  }
}
