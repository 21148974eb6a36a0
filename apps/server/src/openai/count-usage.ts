import type { CompletionUsage, Usage } from '@trialogue/contract'

/** Sums up an answer; `usages` are those of its choices, in order. Each prompt counts once. */
export function countUsage(usages: readonly Usage[], choicesPerPrompt: number): CompletionUsage {
  const prompts = usages.filter((_, index) => index % choicesPerPrompt === 0)
  // A prompt that one choice had to compute was not in the cache, even if the next choice found it there.
  const cached = prompts.map((_, prompt) => {
    const choices = usages.slice(prompt * choicesPerPrompt, (prompt + 1) * choicesPerPrompt)
    return Math.min(...choices.map(({ cachedTokens }) => cachedTokens))
  })
  const promptTokens = sum(prompts.map((usage) => usage.promptTokens))
  const completionTokens = sum(usages.map((usage) => usage.completionTokens))
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: sum(cached) },
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
