import { readThinking } from '../extraction/split-thinking.ts'
import { type Chain, planChains } from '../planning/plan-chains.ts'
import { available, unavailable } from './availability.ts'
import { defineStrategy } from './define-strategy.ts'
import { renderAsked } from './render-asked.ts'

/**
 * The model's own thinking, switched on by its chat template; the answer is read from what comes after `</think>`.
 * Where no template heeds the switch, the same would be read with it and without it.
 */
export const native = defineStrategy({
  id: 'native',
  chains: 'sampled',
  availability(_, model) {
    if (model === null) return available
    if (model.kind === 'base') return unavailable('no-chat-template')
    return model.capabilities.thinking ? available : unavailable('thinking-ignored')
  },
  plan(input) {
    const { reasoning, parameters } = input
    const chain: Chain = {
      first: {
        kind: 'completion',
        prompt: renderAsked(input, { thinking: true }),
        maxTokens: parameters.maxTokens,
        stop: [...parameters.stop],
      },
      extractionTrigger: null,
      next: () => null,
      extract([step]) {
        if (step === undefined) return { reasoningText: null, answer: null }
        return readThinking(step.text, step.modelInput, reasoning.answerFormat)
      },
    }
    return planChains(chain, reasoning.paths, reasoning.answerFormat)
  },
})
