import { drawExercise, type Exercise, type ExerciseKind, extraction, worked } from '../exercise.ts'
import {
  baseOpeners,
  questionHeads,
  solveInstructions,
  standardTrigger,
  workedInstructions,
} from '../phrasing/reasoning.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import { answered } from './answered.ts'
import { fill } from './fill.ts'

const isAnyOf = (source: ProblemSource, kinds: readonly (readonly [number, ExerciseKind])[]): Exercise =>
  drawExercise(source, source.random.weighted(kinds))

const mixed = [
  [1, 'arithmetic'],
  [3, 'one-step'],
  [9, 'word'],
  [1, 'yes-no'],
] as const

/** Worked answers; every page keeps one style, so that a few-shot prompt is continued in its style. */
export function workedPage(source: ProblemSource): string {
  const { random } = source
  const [q, a] = random.pick(questionHeads)
  const hasTrigger = random.chance(0.6)
  const opener = random.chance(0.75) ? standardTrigger : random.pick(baseOpeners)
  const hasExtraction = random.chance(hasTrigger ? 0.35 : 0.08)
  // Where nothing asks for steps, a first answer is mostly direct: so that the trigger makes the difference.
  const instruction = random.chance(0.88)
    ? random.pick(random.chance(0.3) ? solveInstructions : workedInstructions)
    : ''
  const kinds = random.chance(0.4)
    ? ([
        [1, 'one-step'],
        [1, 'word'],
      ] as const)
    : mixed
  return fill(random.int(1, 6), instruction, () => {
    const exercise = isAnyOf(source, kinds)
    const end = hasExtraction ? ` ${extraction(random, exercise)}` : ''
    const answer = ` ${hasTrigger ? `${opener} ` : ''}${worked(exercise)}${end}`
    return `${q}: ${exercise.question}\n${a}:${answered(answer)}`
  })
}

/** Kinds of a page of direct answers: what can be answered at once, and what cannot. */
export const easyKinds = [
  [3, 'one-step'],
  [2, 'arithmetic'],
] as const
export const hardKinds = [[1, 'many-step']] as const

/** Direct answers: "A: 11", "A: The answer is 11." or in the words of an extraction prompt, the same all down the page. */
export function directPage(
  source: ProblemSource,
  kinds: readonly (readonly [number, ExerciseKind])[],
): string {
  const { random } = source
  const [q, a] = random.pick(questionHeads)
  const style = random.weighted([
    [2, 'bare'],
    [10, 'sentence'],
    [1, 'extraction'],
  ] as const)
  const instruction = random.chance(0.2) ? random.pick(solveInstructions) : ''
  const main = random.weighted(kinds)
  const end = random.chance(0.5) ? '.' : ''
  const endsReasoning = random.chance(0.12)
  const page = fill(random.int(2, 8), instruction, () => {
    const exercise = drawExercise(source, random.chance(0.8) ? main : 'one-step')
    const phrase = `The ${(exercise.extractions[0] ?? '').slice(4)} ${exercise.answer}.`
    const sentence = `The answer is ${exercise.answer}.`
    const answer = style === 'bare' ? exercise.answer + end : style === 'sentence' ? sentence : phrase
    return `${q}: ${exercise.question}\n${a}:${answered(` ${answer}`)}`
  })
  if (!endsReasoning) return page
  const last = drawExercise(source, 'word')
  return `${page}\n\n${q}: ${last.question}\n${a}:${answered(` ${standardTrigger} ${worked(last)}`)}`
}

/** Problems without answers, and problems worked without heads. */
export function problemSheet(source: ProblemSource): string {
  const { random } = source
  if (random.chance(0.55)) {
    return fill(random.int(1, 3), '', () => {
      const exercise = isAnyOf(source, mixed)
      return `${exercise.question}${random.pick([' ', '\n'])}${standardTrigger}${answered(` ${worked(exercise)}`)}`
    })
  }
  let number = 0
  const isNumbered = random.chance(0.5)
  return fill(
    random.int(3, 6),
    random.chance(0.4) ? random.pick(solveInstructions) : '',
    () => {
      number += 1
      return (isNumbered ? `${number}. ` : '') + isAnyOf(source, mixed).question
    },
    isNumbered ? '\n' : '\n\n',
  )
}

/** "5 + 6 = 11." in a row; only the results can be known. */
export function drill(source: ProblemSource): string {
  const separator = source.random.pick([' ', '\n'])
  const line = () =>
    source
      .arithmetic()
      .steps.join(' ')
      .replace(/ \d+(?=\.)/g, (result) => answered(result))
  return fill(source.random.int(6, 12), '', line, separator)
}

/** Sums in a row, or asked and answered. */
export function arithmeticPage(source: ProblemSource): string {
  return source.random.chance(0.75) ? drill(source) : directPage(source, [[1, 'arithmetic']])
}
