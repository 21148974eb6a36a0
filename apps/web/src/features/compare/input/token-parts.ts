import type { PartRun, PromptPart } from '@trialogue/contract'

/** How many tokens each part has in all, in the order in which they first come. */
export function countParts(runs: readonly PartRun[]): PartRun[] {
  const counts = new Map<PromptPart, number>()
  for (const { part, tokenCount } of runs) counts.set(part, (counts.get(part) ?? 0) + tokenCount)
  return Array.from(counts, ([part, tokenCount]) => ({ part, tokenCount }))
}

/** The part of each token. */
export function expandParts(runs: readonly PartRun[]): PromptPart[] {
  return runs.flatMap(({ part, tokenCount }) => Array.from({ length: tokenCount }, () => part))
}
