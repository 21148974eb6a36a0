/** How sure a model was of a token: five steps, the surest first. */
export const likelihoods = ['sure', 'likely', 'open', 'unlikely', 'rare'] as const
export type Likelihood = (typeof likelihoods)[number]

/** The lowest probability of each step. */
const lowest: Readonly<Record<Likelihood, number>> = {
  sure: 0.9,
  likely: 0.5,
  open: 0.2,
  unlikely: 0.05,
  rare: 0,
}

export function likelihoodOf(logprob: number): Likelihood {
  const probability = Math.exp(logprob)
  return likelihoods.find((step) => probability >= lowest[step]) ?? 'rare'
}

/** Whether a reader who looks for doubt would want to see it. */
export function isUnlikely(logprob: number): boolean {
  const step = likelihoodOf(logprob)
  return step === 'unlikely' || step === 'rare'
}

/** Never by colour alone: the weight of the line says it, too. */
export const likelihoodLooks: Readonly<Record<Likelihood, string>> = {
  sure: '',
  likely: 'bg-accent/8 underline decoration-1',
  open: 'bg-accent/16 underline decoration-2',
  unlikely: 'bg-accent/26 underline decoration-3',
  rare: 'bg-accent/38 underline decoration-4',
}
