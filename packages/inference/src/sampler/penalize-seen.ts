/**
 * Does something while the scores of tokens that were seen are lowered (penalty above 1) or raised: a positive one is
 * divided by the penalty, a negative one multiplied. Afterwards the scores are as they were: copying those of a whole
 * vocabulary costs more. CTRL, Keskar et al. 2019, https://arxiv.org/abs/1909.05858.
 */
export function whilePenalized<Result>(
  scores: Float32Array,
  seen: ReadonlySet<number>,
  penalty: number,
  action: () => Result,
): Result {
  if (penalty === 1) return action()
  const kept = [...seen].map((id) => [id, scores[id] ?? 0] as const)
  for (const [id, score] of kept) scores[id] = score > 0 ? score / penalty : score * penalty
  try {
    return action()
  } finally {
    for (const [id, score] of kept) scores[id] = score
  }
}
