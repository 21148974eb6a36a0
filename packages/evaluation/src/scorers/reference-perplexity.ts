import { z } from 'zod'
import { defineScorer, notScored, scored } from './define-scorer.ts'

/**
 * How surprised the model is by the expected answer behind the prompt: e to the mean negative log-probability per token
 * (Jelinek et al. 1977). 1 is no surprise. Nothing is generated for it.
 */
export const referencePerplexity = defineScorer({
  id: 'reference-perplexity',
  type: 'numeric',
  direction: 'lower',
  options: z.strictObject({}),
  needs: () => ['reference', 'model-loss'],
  async score({ reference }, _, { lossOf }) {
    const loss = await lossOf?.(reference ?? '')
    if (loss === undefined || loss.tokenCount < 1)
      return notScored('error', 'need-missing', { need: 'model-loss' })
    const value = Math.exp(-loss.logprob / loss.tokenCount)
    return scored(value, 'perplexity', { logprob: loss.logprob, tokens: loss.tokenCount })
  },
})
