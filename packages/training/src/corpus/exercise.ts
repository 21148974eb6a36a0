import { numberExtractions, yesNoExtractions } from './phrasing/reasoning.ts'
import type { Problem } from './problems/problem.ts'
import type { ProblemSource } from './problems/problem-source.ts'
import type { Random } from './random.ts'

/** A question with reasoning and answer as they are written in a text. */
export type Exercise = {
  readonly question: string
  readonly reasoning: string
  readonly answer: string
  readonly extractions: readonly string[]
}

const manySteps = [
  [4, 2],
  [3, 3],
  [2, 4],
] as const

/** 'word' has any number of steps, 'many-step' at least two. */
export type ExerciseKind = 'arithmetic' | 'one-step' | 'many-step' | 'word' | 'yes-no'

function drawProblem(source: ProblemSource, kind: ExerciseKind): Problem {
  if (kind === 'arithmetic') return source.arithmetic()
  if (kind === 'one-step') return source.word(1)
  return source.word(kind === 'many-step' ? source.random.weighted(manySteps) : undefined)
}

export function drawExercise(source: ProblemSource, kind: ExerciseKind): Exercise {
  const problem = drawProblem(source, kind)
  const { question, answer } = problem
  const reasoning = problem.steps.join(' ')
  if (kind !== 'yes-no')
    return { question, reasoning, answer: String(answer), extractions: numberExtractions }
  const { random } = source
  const bound = Math.max(1, answer + random.pick([-10, -5, -2, -1, 0, 1, 2, 5, 10]))
  const isMore = answer > bound
  return {
    question: `${question} ${random.pick(['Is it', 'Is that', 'Is the number'])} ${random.pick(['more', 'greater'])} than ${bound}?`,
    reasoning: `${reasoning} ${answer} is ${isMore ? '' : 'not '}more than ${bound}.`,
    answer: isMore ? 'yes' : 'no',
    extractions: yesNoExtractions,
  }
}

/** "… The answer is 11." */
export function worked(exercise: Exercise): string {
  return `${exercise.reasoning} The answer is ${exercise.answer}.`
}

/** "Therefore, the answer (arabic numerals) is 11.": what a second prompt draws out after the reasoning. */
export function extraction(random: Random, exercise: Exercise): string {
  return `Therefore, ${random.pick(exercise.extractions)} ${exercise.answer}.`
}

/** The answer without reasoning, mostly "The answer is 11.", now and then in the words of an extraction prompt. */
export function direct(random: Random, exercise: Exercise): string {
  const phrase = random.chance(0.22) ? random.pick(exercise.extractions) : 'the answer is'
  return `T${phrase.slice(1)} ${exercise.answer}.`
}
