/** The highest score and the lowest id that has it; NaN if any score is none. */
export function highestScore(scores: Float32Array): { readonly id: number; readonly score: number } {
  let id = 0
  let score = Number.NEGATIVE_INFINITY
  for (let candidate = 0; candidate < scores.length; candidate++) {
    const other = scores[candidate] ?? 0
    if (other > score) {
      id = candidate
      score = other
    } else if (Number.isNaN(other)) return { id: candidate, score: other }
  }
  return { id, score }
}
