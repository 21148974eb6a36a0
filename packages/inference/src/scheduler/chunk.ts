/** Tokens that one prefill call reads at most: the other sequences wait for a call, and so does a cancel. */
export const CHUNK = 64

/** The largest multiple of a chunk that is not above `length`. */
export function floorToChunk(length: number): number {
  return length - (length % CHUNK)
}
