import { extractAnswer } from '@trialogue/prompt'
import { syllables } from '../corpus/invented.ts'
import type { Problem } from '../corpus/problems/problem.ts'
import { createProblemSource } from '../corpus/problems/problem-source.ts'
import { createRandom } from '../corpus/random.ts'
import { type Completion, dataBody, type Model, textBody } from './ask.ts'
import { type Measurement, measure } from './measurement.ts'
import { newWording } from './new-wording.ts'

type Question = { readonly question: string; readonly answer: number }

const longestReasoning = 120
const longestAnswer = 24

const isNumber = (answer: string | null, expected: number) => answer !== null && Number(answer) === expected

/** A direct answer is read from the first line: a base model goes on. */
function directAnswer({ text }: Completion): string | null {
  return extractAnswer(text.trim().split('\n')[0] ?? '', 'number')
}

const asksDirectly = (model: Model) => async (question: Question) =>
  isNumber(
    directAnswer(await model.complete(textBody(question.question), 'off', longestAnswer)),
    question.answer,
  )

const asksStepByStep = (model: Model) => async (question: Question) => {
  const { answer } = await model.complete(textBody(question.question), 'zero-shot', longestReasoning)
  return isNumber(answer, question.answer)
}

/** Two worked examples in front, with or without their reasoning. */
const asksWithExamples =
  (model: Model, strategy: 'off' | 'few-shot', examples: readonly Problem[]) =>
  async (question: Question) => {
    const body = dataBody({
      preamble: '',
      inputHeaders: ['Q'],
      outputHeader: 'A',
      examples: examples.map((example, at) => ({
        id: String(at),
        isEnabled: true,
        inputs: [example.question],
        reasoning: example.steps.join(' '),
        output: strategy === 'off' ? `The answer is ${example.answer}.` : String(example.answer),
      })),
      query: [question.question],
    })
    const completion = await model.complete(
      body,
      strategy,
      strategy === 'off' ? longestAnswer : longestReasoning,
    )
    return isNumber(strategy === 'off' ? directAnswer(completion) : completion.answer, question.answer)
  }

/** Held-out numbers and names, direct and step by step; then hand-written problems in wording that is new. */
export async function evaluateProblems(model: Model, count: number): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const stepCount of [1, 2, 3, 4]) {
    const source = createProblemSource(createRandom(7000 + stepCount), 'held-out', syllables())
    const problems = Array.from({ length: count }, () => source.word(stepCount))
    const steps = `${stepCount} step${stepCount > 1 ? 's' : ''}`
    measurements.push(
      await measure(`direct-${stepCount}`, `${steps}, direct`, problems, asksDirectly(model)),
      await measure(`zero-shot-${stepCount}`, `${steps}, step by step`, problems, asksStepByStep(model)),
    )
  }
  const source = createProblemSource(createRandom(7100), 'held-out', syllables())
  const examples = [source.word(1), source.word(2)]
  const problems = Array.from({ length: count }, () => source.word(2))
  const sums = Array.from({ length: count }, () => source.arithmetic())
  return [
    ...measurements,
    await measure('arithmetic', 'Sums such as 23 + 14, direct', sums, asksDirectly(model)),
    await measure(
      'examples-direct',
      '2 steps, direct examples',
      problems,
      asksWithExamples(model, 'off', examples),
    ),
    await measure(
      'examples-worked',
      '2 steps, worked examples',
      problems,
      asksWithExamples(model, 'few-shot', examples),
    ),
    await measure('new-wording-direct', 'New wording, direct', newWording, asksDirectly(model)),
    await measure('new-wording-zero-shot', 'New wording, step by step', newWording, asksStepByStep(model)),
  ]
}
