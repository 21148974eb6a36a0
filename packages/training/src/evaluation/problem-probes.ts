import { syllables } from '../corpus/invented.ts'
import type { Problem } from '../corpus/problems/problem.ts'
import { createProblemSource, type ProblemSource } from '../corpus/problems/problem-source.ts'
import { createRandom } from '../corpus/random.ts'
import { dataBody, type Model } from './ask.ts'
import { newWording } from './new-wording.ts'
import { defineProbe, drawMany, type Probe } from './probe.ts'
import { answersDirectly, answersStepByStep, directAnswer, isNumber } from './problem-answers.ts'

/** Numbers, names and things that training never shows, in wordings that it does show. */
export const heldOutProblems = (seed: number): ProblemSource =>
  createProblemSource(createRandom(seed), 'held-out', syllables())

const unseenProblems = ([1, 2, 3, 4] as const).flatMap((steps): Probe[] => {
  const draw = (count: number) => {
    const source = heldOutProblems(7000 + steps)
    return drawMany(count, () => source.word(steps))
  }
  return [
    defineProbe({ id: `direct-${steps}`, draw, isRight: answersDirectly }),
    defineProbe({ id: `zero-shot-${steps}`, draw, isRight: answersStepByStep }),
  ]
})

type ExampleCase = { readonly examples: readonly Problem[]; readonly problem: Problem }

/** Two worked examples in front, with or without their reasoning. */
async function answersAfterExamples(
  model: Model,
  { examples, problem }: ExampleCase,
  isWorked: boolean,
): Promise<boolean> {
  const body = dataBody({
    preamble: '',
    inputHeaders: ['Q'],
    outputHeader: 'A',
    examples: examples.map(({ question, steps, answer }, at) => ({
      id: String(at),
      isEnabled: true,
      inputs: [question],
      reasoning: steps.join(' '),
      output: isWorked ? String(answer) : `The answer is ${answer}.`,
    })),
    query: [problem.question],
  })
  if (isWorked) {
    const { answer } = await model.complete(body, { strategy: 'few-shot', maxTokens: 160 })
    return isNumber(answer, problem.answer)
  }
  const { text } = await model.complete(body, { maxTokens: 24 })
  return isNumber(directAnswer(text), problem.answer)
}

const written = ({ question, steps }: Problem) => `${question} ${steps.join(' ')}`

/** About 220 tokens: examples, question and reasoning together must stay within what training rows hold. */
const longestExamples = 640

function drawExampleCase(source: ProblemSource, steps: number): ExampleCase {
  for (;;) {
    const examples = [source.word(2), source.word(steps)]
    const problem = source.word(steps)
    if ([...examples, problem].map(written).join('').length <= longestExamples) return { examples, problem }
  }
}

const afterExamples = ([2, 3] as const).flatMap((steps): Probe[] => {
  const draw = (count: number) => {
    const source = heldOutProblems(7100 + steps)
    return drawMany(count, () => drawExampleCase(source, steps))
  }
  return [false, true].map((isWorked) =>
    defineProbe({
      id: `examples-${isWorked ? 'worked' : 'direct'}-${steps}`,
      draw,
      isRight: (model, value: ExampleCase) => answersAfterExamples(model, value, isWorked),
    }),
  )
})

/** Word problems and sums, asked directly, step by step and after examples. */
export const problemProbes: readonly Probe[] = [
  ...unseenProblems,
  defineProbe({
    id: 'arithmetic',
    draw: (count) => {
      const source = heldOutProblems(7050)
      return drawMany(count, () => source.arithmetic())
    },
    isRight: answersDirectly,
  }),
  defineProbe({ id: 'new-wording-direct', draw: () => newWording, isRight: answersDirectly }),
  defineProbe({ id: 'new-wording-zero-shot', draw: () => newWording, isRight: answersStepByStep }),
  ...afterExamples,
]
