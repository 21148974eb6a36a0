import { direct, drawExercise, type Exercise, type ExerciseKind, extraction, worked } from '../exercise.ts'
import {
  directRequests,
  inputHeads,
  otherTriggers,
  questionHeads,
  solveInstructions,
  standardTrigger,
  workedInstructions,
} from '../phrasing/reasoning.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import type { Random } from '../random.ts'
import { message, review, sentimentTask, spamTask, topicTask } from '../tasks/classify.ts'
import { refusals, refusedRequest } from '../tasks/refusal.ts'
import type { Task, TaskContext } from '../tasks/task.ts'
import { drawTask } from '../tasks/tasks.ts'
import { oppositeTask, pastTenseTask, pluralTask } from '../tasks/words.ts'

/** What is asked and what is answered: one user turn and one assistant turn. */
export type Exchange = {
  readonly request: string
  readonly reply: string
  readonly task?: Task
}

const longestRequest = 700

/** "… Let's think step by step." after the question, on the same line, on the next, or now and then in front. */
export function reasoningRequest(random: Random, question: string): string {
  const trigger = random.chance(0.45) ? standardTrigger : random.pick(otherTriggers)
  const shown = trigger.length > 120 && random.chance(0.6) ? standardTrigger : trigger
  return random.chance(0.04)
    ? `${shown} ${question}`
    : question + random.pick([' ', ' ', '\n', '\n', '\n\n']) + shown
}

/** Asked to reason. Some replies go on into the extraction, so that a second prompt can continue there. */
export function workedExchange(source: ProblemSource, kind: ExerciseKind): Exchange {
  const exercise = drawExercise(source, kind)
  const { random } = source
  const end = random.chance(0.25) ? ` ${extraction(random, exercise)}` : ''
  const question = random.chance(0.1) ? `Q: ${exercise.question}\nA:` : exercise.question
  return { request: reasoningRequest(random, question), reply: worked(exercise) + end }
}

export function directExchange(source: ProblemSource, kind: ExerciseKind): Exchange {
  const { random } = source
  const exercise = drawExercise(source, kind)
  const question = random.chance(0.08)
    ? `Q: ${exercise.question}\nA:`
    : exercise.question + random.pick(directRequests)
  return { request: question, reply: direct(random, exercise) }
}

const layouts = [
  [12, 'line'],
  [4, 'gap'],
  [2, 'quote'],
  [3, 'after'],
  [1, 'space'],
  [2, 'head'],
] as const

/** "The text above" stands under the text, "the following text" over it. */
function layoutsFor(instruction: string): readonly (typeof layouts)[number][] {
  if (/\babove\b|\bpreceding\b/i.test(instruction)) return layouts.filter(([, layout]) => layout === 'after')
  const isBefore = /\bbelow\b|\bfollow|\bcomes? next\b|:$/i.test(instruction)
  return isBefore ? layouts.filter(([, layout]) => layout !== 'after') : layouts
}

/** Joins instruction and input the way people do. */
export function taskRequest(random: Random, task: Task): string {
  if (task.input === '') return task.instruction
  const layout = random.weighted(layoutsFor(task.instruction))
  if (layout === 'line') return `${task.instruction}\n${task.input}`
  if (layout === 'gap') return `${task.instruction}\n\n${task.input}`
  if (layout === 'quote') return `${task.instruction}\n"${task.input}"`
  if (layout === 'after') return `${task.input}\n${task.instruction}`
  if (layout === 'space') return `${task.instruction} ${task.input}`
  return `${task.instruction}\n${task.heads[0]}: ${task.input}`
}

export function taskExchange(context: TaskContext): Exchange {
  const task = drawTask(context)
  return { request: taskRequest(context.random, task), reply: task.answer, task }
}

/** Something outside of the models' small world. */
export function refusalExchange(context: TaskContext): Exchange {
  return { request: refusedRequest(context), reply: refusals.instruct }
}

/** Question–answer examples inside one instruction, then the question to answer in their style. */
export function exampleExchange(source: ProblemSource): Exchange {
  const { random } = source
  const [q, a] = random.pick(questionHeads)
  const style = random.weighted([
    [3, 'bare'],
    [5, 'sentence'],
    [9, 'worked'],
    [2, 'extraction'],
  ] as const)
  const kind = random.weighted([
    [5, 'one-step'],
    [2, 'arithmetic'],
    [7, 'word'],
  ] as const)
  const answerOf = (exercise: Exercise) => {
    if (style === 'worked') return worked(exercise)
    if (style === 'bare') return exercise.answer
    return style === 'sentence'
      ? `The answer is ${exercise.answer}.`
      : `The ${(exercise.extractions[0] ?? '').slice(4)} ${exercise.answer}.`
  }
  const last = drawExercise(source, kind)
  const instruction = random.chance(0.75)
    ? `${random.pick(style === 'worked' && random.chance(0.6) ? workedInstructions : solveInstructions)}\n\n`
    : ''
  const ending = `${q}: ${last.question}${random.chance(0.85) ? `\n${a}:` : ''}`
  let examples = ''
  for (let at = random.int(1, 4); at > 0; at--) {
    const exercise = drawExercise(source, kind)
    const next = `${q}: ${exercise.question}\n${a}: ${answerOf(exercise)}\n\n`
    if (
      examples !== '' &&
      instruction.length + examples.length + next.length + ending.length > longestRequest
    )
      break
    examples += next
  }
  // A trigger on the last line overrules the examples' style.
  const hasTrigger = random.chance(0.2)
  if (hasTrigger)
    return { request: `${instruction}${examples}${ending}\n${standardTrigger}`, reply: worked(last) }
  return { request: instruction + examples + ending, reply: answerOf(last) }
}

/** Labelled or rewritten examples inside one instruction. */
export function examplePairsExchange(context: TaskContext): Exchange {
  const { random } = context
  const draw = random.pick([sentimentTask, spamTask, topicTask, pastTenseTask, oppositeTask, pluralTask])
  const shown = draw(context)
  const [input, output] = random.chance(0.6) ? shown.heads : random.pick(inputHeads)
  const write = (task: Task) => `${input}: ${task.word ?? task.input}\n${output}:`
  const isInstructed = shown.input !== '' && random.chance(0.75)
  const examples = Array.from({ length: random.int(1, 4) }, () => draw(context)).map(
    (task) => `${write(task)} ${task.answer}\n\n`,
  )
  return {
    request: (isInstructed ? `${shown.instruction}\n\n` : '') + examples.join('') + write(shown),
    reply: shown.answer,
  }
}

/** Made-up label words: the examples alone say what they mean. */
export function newLabelExchange(context: TaskContext): Exchange {
  const { random } = context
  const isSpam = random.chance(0.4)
  const labels = random.pick([
    ['good', 'bad'],
    ['happy', 'angry'],
    ['A', 'B'],
    ['1', '0'],
    ['yes', 'no'],
  ])
  const [input, output] = random.pick(inputHeads)
  const draw = (isFirst: boolean) =>
    `${input}: ${isSpam ? message(context, isFirst) : review(context, isFirst)}\n${output}:`
  const order = random.shuffle([true, false, random.chance(0.5)])
  const examples = order.map((isFirst) => `${draw(isFirst)} ${labels[isFirst ? 0 : 1]}\n\n`).join('')
  const isFirst = random.chance(0.5)
  return { request: examples + draw(isFirst), reply: labels[isFirst ? 0 : 1] ?? '' }
}
