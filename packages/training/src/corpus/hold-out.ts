import type { Split } from './sample.ts'

/** FNV-1a with a final mix: which texts are held out must not depend on the seed or on the order of generation. */
function hashText(text: string): number {
  let hash = 2166136261
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** One key in eight belongs to the held-out split, for ever. */
export function isHeldOut(key: string): boolean {
  return hashText(key) % 8 === 0
}

/** Draws until the key of the draw belongs to the split. */
export function drawInSplit<T>(split: Split, draw: () => T, keyOf: (value: T) => string): T {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const value = draw()
    if (isHeldOut(keyOf(value)) === (split === 'held-out')) return value
  }
  throw new RangeError(`no ${split} draw in 1000 attempts: the generator has too few forms`)
}
