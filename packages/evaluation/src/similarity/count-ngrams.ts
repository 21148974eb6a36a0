/** How often each run of `length` neighbours occurs. */
export function countNgrams(parts: readonly string[], length: number, glue: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (let at = 0; at + length <= parts.length; at++) {
    const key = parts.slice(at, at + length).join(glue)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** How many runs of one occur in the other as well, each as often as it does in both. */
export function countMatches(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let matches = 0
  for (const [key, count] of one) matches += Math.min(count, other.get(key) ?? 0)
  return matches
}
