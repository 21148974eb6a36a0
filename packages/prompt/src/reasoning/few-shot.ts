import { splitReasoning } from '../extraction/split-reasoning.ts'
import { findText } from '../planning/generation-plan.ts'
import { type Chain, planChains } from '../planning/plan-chains.ts'
import { joinStops, nextQuestionStops } from '../planning/stop-sequences.ts'
import { appendPhrase } from '../rendering/join-text.ts'
import type { FilledExample } from '../template/filled-prompt.ts'
import { available, unavailable } from './availability.ts'
import { defineStrategy } from './define-strategy.ts'
import { renderAsked } from './render-asked.ts'

/**
 * Few-shot chain-of-thought (Wei et al. 2022, arXiv 2201.11903): the worked examples show their reasoning and end
 * with "The answer is X.", the model does likewise in one call, and the answer is read after the last such words.
 */
export const fewShot = defineStrategy({
  id: 'few-shot',
  chains: 'sampled',
  availability({ type, data }) {
    if (type !== 'data') return unavailable('not-a-data-prompt')
    const hasReasoning = data.examples.some(
      ({ isEnabled, reasoning }) => isEnabled && reasoning.trim() !== '',
    )
    return hasReasoning ? available : unavailable('no-worked-examples')
  },
  plan(input) {
    const { prompt, kind, reasoning, parameters } = input
    const chain: Chain = {
      first: {
        kind: 'completion',
        prompt: renderAsked(input, { formatOutput: formatWorkedOutput }),
        maxTokens: parameters.maxTokens,
        stop: joinStops(parameters.stop, nextQuestionStops(prompt, kind)),
      },
      extractionTrigger: null,
      next: () => null,
      extract: (done) => splitReasoning(findText(done, 'completion') ?? '', reasoning.answerFormat),
    }
    return planChains(chain, reasoning.paths, reasoning.answerFormat)
  },
})

function formatWorkedOutput({ reasoning, output }: FilledExample): string {
  const answer = output.trim()
  // Somebody may have written the whole sentence into the output cell already.
  const sentence = /^the answer is\b/i.test(answer) ? answer : `The answer is ${answer}`
  return appendPhrase(reasoning.trim(), /[.!?]$/.test(sentence) ? sentence : `${sentence}.`)
}
