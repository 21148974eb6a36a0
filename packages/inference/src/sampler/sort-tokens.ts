/** Ids are below this: 20 of the 52 bits that a double keeps of a whole number, the other 32 are the score's. */
const ID_LIMIT = 2 ** 20

/**
 * All ids, highest score first; of equal scores the lower id comes first. Score and id go into one number each, because
 * a typed array of numbers sorts ten times faster than ids with a comparison.
 */
export function sortTokens(scores: Float32Array): number[] {
  const bits = new Int32Array(scores.buffer, scores.byteOffset, scores.length)
  const keys = new Float64Array(bits.length)
  for (let id = 0; id < bits.length; id++) keys[id] = orderOf(bits[id] ?? 0) * ID_LIMIT + (ID_LIMIT - 1 - id)
  keys.sort().reverse()
  const ids: number[] = []
  for (let place = 0; place < keys.length; place++) ids.push(ID_LIMIT - 1 - ((keys[place] ?? 0) % ID_LIMIT))
  return ids
}

/** Rises with the number that a float's bits stand for, from 0 to 2³²−1; the two zeros are the same. */
function orderOf(bits: number): number {
  if (bits === -(2 ** 31)) return 2 ** 31
  return (bits < 0 ? ~bits : bits ^ -(2 ** 31)) >>> 0
}
