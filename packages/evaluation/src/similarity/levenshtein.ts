/**
 * The fewest characters to insert, delete or replace that turn one text into the other. Levenshtein 1966, "Binary codes
 * capable of correcting deletions, insertions and reversals"; Wagner & Fischer 1974. Characters are code points.
 */
export function editDistance(one: string, other: string): number {
  const [left, right] = [Array.from(one), Array.from(other)]
  let previous = Uint32Array.from({ length: right.length + 1 }, (_, index) => index)
  let current = new Uint32Array(right.length + 1)
  for (let row = 1; row <= left.length; row++) {
    current[0] = row
    for (let column = 1; column <= right.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1)
      const shorter = Math.min(previous[column] ?? 0, current[column - 1] ?? 0) + 1
      current[column] = Math.min(replaced, shorter)
    }
    ;[previous, current] = [current, previous]
  }
  return previous[right.length] ?? 0
}

/** 1 for the same text, 0 where nothing is left: one minus the distance over the longer text's characters. */
export function levenshteinSimilarity(one: string, other: string): number {
  const longer = Math.max(Array.from(one).length, Array.from(other).length)
  return longer === 0 ? 1 : 1 - editDistance(one, other) / longer
}
