import { elementsOf, type TensorSpec } from './model-shape.ts'

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}

/** Uniform numbers in [0, 1), always the same for the same seed: mulberry32. */
export function createNoise(seed: string): () => number {
  let state = hash(seed)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * The weights of one tensor, which depend on nothing but its name and shape, so that every file of the model holds the
 * same ones. A row of a matrix has variance 1/in: sizes neither grow nor vanish from layer to layer. Gains lie around 1.
 */
export function randomTensor({ name, shape }: TensorSpec): Float32Array {
  const noise = createNoise(name)
  const values = new Float32Array(elementsOf(shape))
  const [, width] = shape
  const middle = width === undefined ? 1 : 0
  const reach = width === undefined ? 0.1 : Math.sqrt(3 / width)
  for (let index = 0; index < values.length; index++) values[index] = middle + (2 * noise() - 1) * reach
  return values
}
