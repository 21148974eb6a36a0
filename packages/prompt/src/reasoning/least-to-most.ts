import type { ModelPrompt } from '@trialogue/contract'
import { isSameQuestion, listSubquestions } from '../extraction/list-subquestions.ts'
import { matchAnswer } from '../extraction/match-answer.ts'
import { type DoneStep, findText } from '../planning/generation-plan.ts'
import { type Chain, type ChainStep, planChains } from '../planning/plan-chains.ts'
import { answerStops, joinStops, nextQuestionStops, subanswerStops } from '../planning/stop-sequences.ts'
import { askNext } from '../rendering/ask-next.ts'
import { continuePrompt } from '../rendering/continue-prompt.ts'
import type { FilledPrompt } from '../template/filled-prompt.ts'
import { needsAssistantPrefix } from './availability.ts'
import { defineStrategy, type StrategyInput } from './define-strategy.ts'
import { lastQuestion } from './last-question.ts'
import { renderAsked } from './render-asked.ts'
import { extractionTriggerOf, triggerOf } from './triggers.ts'

/**
 * Least-to-most (Zhou et al. 2022, arXiv 2205.10625): one call breaks the problem down into questions, each of the next
 * answers one of them with all earlier answers before it, the question itself last; then the answer is asked for.
 */
export const leastToMost = defineStrategy({
  id: 'least-to-most',
  chains: 'sampled',
  availability: (_, model) => needsAssistantPrefix(model),
  plan: (input) => planChains(breakDown(input), input.reasoning.paths, input.reasoning.answerFormat),
})

function breakDown(input: StrategyInput): Chain {
  const { prompt, kind, reasoning, parameters } = input
  const extractionTrigger = extractionTriggerOf(reasoning)
  const first: ChainStep = {
    kind: 'decomposition',
    // The phrase begins the answer, for every kind of model: the list goes on from it.
    prompt: continuePrompt(renderAsked(input), '', triggerOf(reasoning)),
    maxTokens: parameters.maxTokens,
    stop: joinStops(parameters.stop, nextQuestionStops(prompt, kind)),
  }
  return {
    first,
    extractionTrigger,
    next(done) {
      const list = findText(done, 'decomposition')
      if (list === null || findText(done, 'answer') !== null) return null
      const { questions, end } = questionsOf(list, prompt)
      const answers = subanswersOf(done)
      const question = questions[answers.length]
      const asked = questions.slice(0, answers.length)
      const read = asked.reduce<Written>(
        (before, earlier, index) => ({
          prompt: askNext(before.prompt, before.text, earlier, kind),
          text: answers[index] ?? '',
        }),
        { prompt: first.prompt, text: list.slice(0, end) },
      )
      if (question === undefined) {
        return {
          kind: 'answer',
          prompt: continuePrompt(read.prompt, read.text, extractionTrigger),
          maxTokens: reasoning.answerMaxTokens,
          stop: joinStops(parameters.stop, answerStops(kind)),
        }
      }
      return {
        kind: 'subanswer',
        prompt: askNext(read.prompt, read.text, question, kind),
        maxTokens: parameters.maxTokens,
        stop: joinStops(parameters.stop, subanswerStops(prompt, kind)),
      }
    },
    extract(done) {
      const text = describeReasoning(done, prompt)
      const answer = findText(done, 'answer') ?? ''
      return {
        reasoningText: text === '' ? null : text,
        answer: matchAnswer(answer, reasoning.answerFormat, 'first')?.answer ?? null,
      }
    },
  }
}

/** A prompt, and what the model wrote behind it. */
interface Written {
  readonly prompt: ModelPrompt
  readonly text: string
}

/** What the model listed, and the question of the prompt where the list does not end with it. */
function questionsOf(list: string, prompt: FilledPrompt): { questions: readonly string[]; end: number } {
  const { questions, end } = listSubquestions(list)
  const goal = lastQuestion(prompt)
  const last = questions.at(-1)
  const isComplete = last === undefined || goal === null || isSameQuestion(last, goal)
  return { questions: isComplete ? questions : [...questions, goal], end }
}

function subanswersOf(done: readonly DoneStep[]): string[] {
  return done.filter(({ kind }) => kind === 'subanswer').map(({ text }) => text)
}

/** Each question with its answer below it; what the model wrote where it listed none. */
function describeReasoning(done: readonly DoneStep[], prompt: FilledPrompt): string {
  const list = findText(done, 'decomposition') ?? ''
  const { questions } = questionsOf(list, prompt)
  if (questions.length === 0) return list.trim()
  const answers = subanswersOf(done)
  return questions
    .map((question, index) => `${index + 1}. ${question}\n${answers[index]?.trim() ?? ''}`.trim())
    .join('\n\n')
}
