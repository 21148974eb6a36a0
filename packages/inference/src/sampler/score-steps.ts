/**
 * Lowers (penalty above 1) or raises the scores of tokens that were seen, in place: a positive one is divided by the
 * penalty, a negative one multiplied. CTRL, Keskar et al. 2019, https://arxiv.org/abs/1909.05858.
 */
export function penalizeRepetition(scores: Float32Array, seen: Iterable<number>, penalty: number): void {
  if (penalty === 1) return
  for (const id of seen) {
    const score = scores[id]
    if (score !== undefined) scores[id] = score > 0 ? score / penalty : score * penalty
  }
}

/** Flattens (above 1) or sharpens the distribution, in place. `temperature` is above 0. */
export function applyTemperature(scores: Float32Array, temperature: number): void {
  for (const [id, score] of scores.entries()) scores[id] = score / temperature
}
