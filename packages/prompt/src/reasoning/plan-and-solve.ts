import { planChains } from '../planning/plan-chains.ts'
import { needsAssistantPrefix } from './availability.ts'
import { defineStrategy } from './define-strategy.ts'
import { twoCalls } from './two-calls.ts'

/** Plan-and-solve (Wang et al. 2023, arXiv 2305.04091): as zero-shot, but the trigger asks for a plan first. */
export const planAndSolve = defineStrategy({
  id: 'plan-and-solve',
  chains: 'sampled',
  availability: (_, model) => needsAssistantPrefix(model),
  plan: (input) => planChains(twoCalls(input), input.reasoning.paths, input.reasoning.answerFormat),
})
