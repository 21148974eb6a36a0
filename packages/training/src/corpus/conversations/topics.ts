import { unknownAnswer } from '../authored/passages.ts'
import { direct, drawExercise, type Exercise, type ExerciseKind, extraction, worked } from '../exercise.ts'
import { capitalize, expandList, type Values } from '../grammar.ts'
import { conversationalAnswers, dialogGrammar } from '../phrasing/dialog.ts'
import { cities, colors, hobbies, jobs, pets, reviewGrammar } from '../phrasing/texts.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import { withArticle } from '../tasks/person.ts'
import type { Task, TaskContext } from '../tasks/task.ts'
import { drawTask } from '../tasks/tasks.ts'
import { reasoningRequest, taskRequest } from './requests.ts'
import { assistant, type Turn, user } from './turn.ts'

/** Says a line of the dialog grammar, as a sentence. */
export function say({ random }: TaskContext, list: string, values: Values = {}): string {
  const grammar = { ...dialogGrammar, good: reviewGrammar.good ?? [], bad: reviewGrammar.bad ?? [] }
  return capitalize(expandList(list, { random, grammar, values }))
}

/** The user says it, the assistant answers it. */
export const exchange = (context: TaskContext, asked: string, told: string, values: Values = {}): Turn[] => [
  user(say(context, asked, values)),
  assistant(say(context, told, values)),
]

/** The same answer in a talking voice: "That sounds positive to me." */
export function conversational(task: Task): string {
  if (task.answer === unknownAnswer) return task.answer
  const form = conversationalAnswers[task.id]?.[0] ?? '{answer}'
  return form.replace('{answer}', () => task.answer)
}

function drawWordExercise(source: ProblemSource) {
  const kind = source.random.weighted([
    [1, 'arithmetic'],
    [2, 'one-step'],
    [6, 'word'],
  ] as const satisfies readonly (readonly [number, ExerciseKind])[])
  return drawExercise(source, kind)
}

const extractionEnd = ({ random }: ProblemSource, exercise: Exercise) =>
  random.chance(0.2) ? ` ${extraction(random, exercise)}` : ''

/** Steps from the start, because they are asked for. */
export function workedTopic(source: ProblemSource): Turn[] {
  const exercise = drawWordExercise(source)
  return [
    user(reasoningRequest(source.random, exercise.question)),
    assistant(`Sure! ${worked(exercise)}${extractionEnd(source, exercise)}`),
  ]
}

/** A guess without steps. */
function guessTopic(source: ProblemSource, exercise: Exercise): Turn[] {
  const guess = direct(source.random, exercise).replace('The answer is', 'I think the answer is')
  return [user(exercise.question), assistant(guess)]
}

/** A guess, mostly doubted, then a check step by step. */
export function doubtedTopic(source: ProblemSource): Turn[] {
  const exercise = drawWordExercise(source)
  const guess = guessTopic(source, exercise)
  if (source.random.chance(0.15)) return guess
  const doubt = source.random.pick(dialogGrammar.doubt ?? [])
  const check = `Let me check. ${worked(exercise)}${extractionEnd(source, exercise)}`
  return [...guess, user(doubt), assistant(check)]
}

/** One fact about the user, to be recalled later. */
export type Favourite = { readonly tell: Turn[]; readonly recall: () => Turn[] }

const favouriteKinds = ['Color', 'Hobby', 'Pet', 'City', 'Job', 'Number'] as const

/** Three kinds at most, each once: a user does not live in two cities. */
export function favourites(context: TaskContext): Favourite[] {
  return context.random
    .shuffle(favouriteKinds)
    .slice(0, 3)
    .map((kind) => favourite(context, kind))
}

function favourite(context: TaskContext, kind: (typeof favouriteKinds)[number]): Favourite {
  const { random, cast } = context
  if (kind === 'Number') return toldFact(context, kind, { n: random.int(2, 199) })
  const usual = { Color: colors, Hobby: hobbies, Pet: pets, City: cities, Job: jobs }[kind]
  const ending = { Color: '', Hobby: 'ing', Pet: '', City: '', Job: 'er' }[kind]
  const word = random.chance(0.35) ? cast.word() + ending : random.pick(usual)
  const value = kind === 'City' ? capitalize(word) : word
  const articled = withArticle(value)
  const values = {
    hobby: random.pick(hobbies),
    [kind.toLowerCase()]: value,
    [kind]: capitalize(value),
    [`a${kind}`]: articled,
    [`A${kind}`]: capitalize(articled),
  }
  return toldFact(context, kind, values)
}

function toldFact(context: TaskContext, kind: (typeof favouriteKinds)[number], values: Values): Favourite {
  return {
    tell: exchange(context, `tell${kind}`, `like${kind}`, values),
    recall: () => exchange(context, `ask${kind}`, `give${kind}`, values),
  }
}

export function feelingTopic(context: TaskContext): Turn[] {
  const isGood = context.random.chance(0.5)
  const first = isGood ? exchange(context, 'goodDay', 'glad') : exchange(context, 'badDay', 'sorry')
  if (context.random.chance(0.4)) return first
  return [
    ...first,
    ...(isGood ? exchange(context, 'explainGood', 'moreGlad') : exchange(context, 'explainBad', 'moreSorry')),
  ]
}

export function taskTopic(context: TaskContext): Turn[] {
  const { random } = context
  const task = drawTask(context)
  const turns = [user(taskRequest(random, task)), assistant(conversational(task))]
  if (random.chance(0.7)) return turns
  return [
    ...turns,
    ...(task.id === 'story'
      ? exchange(context, 'likedStory', 'happyStory')
      : exchange(context, 'thanks', 'welcome')),
  ]
}

export function smallTalk(context: TaskContext): Turn[] {
  if (context.random.chance(0.5)) return exchange(context, 'whoAreYou', 'iAm')
  const start = exchange(context, 'howAreYou', 'iAmFine')
  return context.random.chance(0.5) ? [...start, ...exchange(context, 'fine', 'gladFine')] : start
}
