import type { AnswerFormat, ReasoningPath } from '@trialogue/contract'
import { answerConfidence } from '../extraction/answer-confidence.ts'
import { decideAnswer } from '../extraction/decide-answer.ts'
import { locateAnswer, splitReasoning } from '../extraction/split-reasoning.ts'
import type { DoneStep, StepPlan } from '../planning/generation-plan.ts'
import { joinStops, nextQuestionStops } from '../planning/stop-sequences.ts'
import { available, unavailable } from './availability.ts'
import { defineStrategy } from './define-strategy.ts'
import { renderAsked } from './render-asked.ts'

/** The gap between the two likeliest tokens is what a path is judged by. */
const judgedAlternatives = 2

/**
 * CoT-decoding (Wang & Zhou 2024, arXiv 2402.10200): the prompt is left as it is; each of the likeliest first tokens is
 * gone on from greedily, and the answer is the one that its paths are surest of, all of them together.
 */
export const cotDecoding = defineStrategy({
  id: 'cot-decoding',
  chains: 'branches',
  availability(_, model) {
    if (model === null) return available
    if (!model.capabilities.logprobs) return unavailable('no-logprobs')
    return model.capabilities.forcedTokens ? available : unavailable('not-run-here')
  },
  plan(input) {
    const { prompt, kind, reasoning, parameters } = input
    const step = {
      prompt: renderAsked(input),
      stop: joinStops(parameters.stop, nextQuestionStops(prompt, kind)),
      isGreedy: true,
    }
    const branching: StepPlan = {
      ...step,
      kind: 'branching',
      path: 0,
      maxTokens: 1,
      topLogprobs: reasoning.branches,
    }
    return {
      first: [branching],
      extractionTrigger: null,
      next(done, path = done.at(-1)?.path) {
        const finished = done.findLast((one) => one.path === path)
        if (finished?.kind !== 'branching') return []
        const alternatives = finished.logprobs?.[0]?.alternatives ?? []
        const ids = alternatives.flatMap(({ id }) => (id === null ? [] : [id]))
        return ids.slice(0, reasoning.branches).map((id, branch) => ({
          ...step,
          kind: 'completion',
          path: branch,
          maxTokens: parameters.maxTokens,
          forcedTokenIds: [id],
          topLogprobs: judgedAlternatives,
        }))
      },
      extract(done) {
        const paths = done
          .filter(({ kind }) => kind === 'completion')
          .map((one) => readPath(one, reasoning.answerFormat))
        return decideAnswer(
          paths.toSorted((one, other) => one.path - other.path),
          reasoning.answerFormat,
        )
      },
    }
  },
})

/** A path that was cut short may not have come to its answer. */
function readPath({ path, text, logprobs, finishReason }: DoneStep, format: AnswerFormat): ReasoningPath {
  const { reasoningText } = splitReasoning(text, format)
  const located = finishReason === 'cancelled' ? null : locateAnswer(text, format)
  return {
    path,
    reasoningText,
    answer: located?.answer ?? null,
    confidence: located === null ? null : answerConfidence(text, located, logprobs ?? []),
    error: null,
  }
}
