/**
 * Random moments, the same ones each time: `count` numbers of milliseconds between two bounds (mulberry32, a generator of
 * 32 bits that is good enough to be arbitrary).
 */
export function drawMoments(seed: number, count: number, fromMs: number, toMs: number): number[] {
  let state = seed
  return Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    return Math.round(fromMs + share * (toMs - fromMs))
  })
}

/** Does something for each item, so many at a time; all of them come to their end, then the first failure is thrown. */
export async function inTurns<Item>(
  items: readonly Item[],
  width: number,
  act: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const left = items.map((item, index) => ({ item, index }))
  const lanes = Array.from({ length: width }, async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next.item, next.index)
  })
  const outcomes = await Promise.allSettled(lanes)
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
