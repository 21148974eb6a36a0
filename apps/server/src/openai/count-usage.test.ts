import { expect, it } from 'vitest'
import { countUsage } from './count-usage.ts'

it('counts each prompt once, and as cached only what no choice had to compute', () => {
  const usages = [
    { promptTokens: 10, completionTokens: 1, cachedTokens: 0 },
    { promptTokens: 10, completionTokens: 2, cachedTokens: 9 },
    { promptTokens: 20, completionTokens: 3, cachedTokens: 8 },
    { promptTokens: 20, completionTokens: 4, cachedTokens: 19 },
  ]
  expect(countUsage(usages, 2)).toEqual({
    prompt_tokens: 30,
    completion_tokens: 10,
    total_tokens: 40,
    prompt_tokens_details: { cached_tokens: 8 },
  })
})
