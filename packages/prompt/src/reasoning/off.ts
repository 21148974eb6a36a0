import { findText } from '../planning/generation-plan.ts'
import { type Chain, planChains } from '../planning/plan-chains.ts'
import { available } from './availability.ts'
import { defineStrategy } from './define-strategy.ts'
import { renderAsked } from './render-asked.ts'

/**
 * Asks directly, in one call, and takes the completion as the answer. No stop sequence is added: a base model that
 * goes on with questions of its own is what a base model does.
 */
export const off = defineStrategy({
  id: 'off',
  chains: 'none',
  availability: () => available,
  plan(input) {
    const { reasoning, parameters } = input
    const chain: Chain = {
      first: {
        kind: 'completion',
        prompt: renderAsked(input),
        maxTokens: parameters.maxTokens,
        stop: [...parameters.stop],
      },
      extractionTrigger: null,
      next: () => null,
      extract(done) {
        const text = findText(done, 'completion')?.trim() ?? ''
        return { reasoningText: null, answer: text === '' ? null : text }
      },
    }
    return planChains(chain, 1, reasoning.answerFormat)
  },
})
