import { planChains } from '../planning/plan-chains.ts'
import { needsAssistantPrefix } from './availability.ts'
import { defineStrategy } from './define-strategy.ts'
import { twoCalls } from './two-calls.ts'

/** Zero-shot chain-of-thought (Kojima et al. 2022, arXiv 2205.11916): "Let's think step by step." and its kin. */
export const zeroShot = defineStrategy({
  id: 'zero-shot',
  chains: 'sampled',
  availability: (_, model) => needsAssistantPrefix(model),
  plan: (input) => planChains(twoCalls(input), input.reasoning.paths, input.reasoning.answerFormat),
})
