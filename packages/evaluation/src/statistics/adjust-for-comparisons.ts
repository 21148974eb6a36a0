/**
 * p-values corrected for there being several of them, in the order given: the chance that any of them is below the
 * limit though nothing differs stays below it. Holm 1979, "A simple sequentially rejective multiple test procedure".
 */
export function adjustForComparisons(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p)
  const adjusted = pValues.map(() => 1)
  let largest = 0
  order.forEach(({ p, index }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (order.length - rank)))
    adjusted[index] = largest
  })
  return adjusted
}
