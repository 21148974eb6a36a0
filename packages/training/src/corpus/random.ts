/** Seeded choices. The same seed gives the same corpus on every machine. */
export type Random = {
  /** Uniform in [0, 1). */
  unit(): number
  /** Whole number, both ends included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  shuffle<T>(list: readonly T[]): T[]
  /** Picks by weight; weights need not sum to one. */
  weighted<T>(entries: readonly (readonly [weight: number, value: T])[]): T
}

/** Mulberry32 (Tommy Ettinger, public domain): small, fast, good enough for shuffling phrases. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (min: number, max: number) => min + Math.floor(unit() * (max - min + 1))
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('cannot pick from an empty list')
    return list[int(0, list.length - 1)] as T
  }
  const shuffle = <T>(list: readonly T[]): T[] => {
    const left = [...list]
    const shuffled: T[] = []
    while (left.length > 0) shuffled.push(...left.splice(int(0, left.length - 1), 1))
    return shuffled
  }
  const weighted = <T>(entries: readonly (readonly [number, T])[]): T => {
    let rest = unit() * entries.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, value] of entries) {
      rest -= weight
      if (rest < 0) return value
    }
    throw new RangeError('weights must be positive')
  }
  return { unit, int, chance: (probability) => unit() < probability, pick, shuffle, weighted }
}
