/** Numbers from 0 (included) to 1 (excluded), the same ones for the same seed on every machine. */
export type Random = () => number

/**
 * xoshiro128** (Blackman & Vigna 2018, https://prng.di.unimi.it/xoshiro128starstar.c), its state filled from a 32-bit
 * seed by SplitMix32, so that neighbouring seeds start far apart.
 */
export function createRandom(seed: number): Random {
  const mix = createSplitMix32(seed)
  let [a, b, c, d] = [mix(), mix(), mix(), mix()]
  const next = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }
  // 53 bits, as many as a double holds below 1.
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53
}

/** The finalizer of MurmurHash3 over a Weyl sequence: https://github.com/bryc/code/blob/master/jshash/PRNGs.md */
function createSplitMix32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
