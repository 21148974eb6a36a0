import { linesInSplit } from '../authored/in-split.ts'
import { readLists } from '../authored/sections.ts'
import { numberWords } from '../phrasing/nouns.ts'
import { activities } from '../phrasing/texts.ts'
import { opposites, plurals } from '../phrasing/words.ts'
import { createSlotFiller } from '../slots/slot-filler.ts'
import { instruct, type Task, type TaskContext } from './task.ts'

/** A sentence of an author in both tenses, or somebody with one of the usual activities. */
function drawTenses(context: TaskContext): readonly string[] {
  const { random, cast, split } = context
  if (random.chance(0.75)) {
    const fill = createSlotFiller(context)
    return random.pick(linesInSplit('texts/sentences.txt', split)).split(' | ').map(fill.sentences)
  }
  const who = random.chance(0.75)
    ? cast.name().first
    : `The ${random.pick(['boy', 'girl', 'teacher', 'man', 'woman', 'farmer'])}`
  return random.pick(activities).map((activity) => `${who} ${activity}.`)
}

export function pastTenseTask(context: TaskContext): Task {
  const [present = '', past = ''] = drawTenses(context)
  return {
    id: 'past',
    instruction: instruct(context, 'past'),
    input: present,
    answer: past,
    heads: ['Present', 'Past'],
  }
}

const lists = () => readLists('texts/lists.txt')

/** "1. apple" and so on in lines. */
export const numbered = (members: readonly string[]): string =>
  members.map((member, at) => `${at + 1}. ${member}`).join('\n')

/** A category and its first members. */
export function drawList({ random }: TaskContext): readonly [category: string, members: readonly string[]] {
  const [category, members] = random.pick([...lists()])
  return [category, members.slice(0, random.int(2, 6))]
}

export function listTask(context: TaskContext): Task {
  const { random } = context
  const [category, members] = drawList(context)
  const count = members.length
  const k = random.chance(0.3) ? (numberWords[count] ?? count) : count
  const instruction = instruct(context, 'list', { k, category })
  const isInLine = /comma|one line/i.test(instruction)
  return {
    id: 'list',
    instruction,
    input: '',
    answer: isInLine ? members.join(', ') : numbered(members),
    heads: ['Request', 'List'],
  }
}

export function oppositeTask(context: TaskContext): Task {
  const [one = '', other = ''] = context.random.shuffle(context.random.pick(opposites))
  return {
    id: 'opposite',
    instruction: instruct(context, 'opposite', { word: one }),
    input: '',
    word: one,
    answer: other,
    heads: ['Word', 'Opposite'],
  }
}

export function pluralTask(context: TaskContext): Task {
  const { random, cast } = context
  const [one, many] = random.chance(0.4) ? cast.noun() : random.pick(plurals)
  return {
    id: 'plural',
    instruction: instruct(context, 'plural', { word: one }),
    input: '',
    word: one,
    answer: many,
    heads: ['Singular', 'Plural'],
  }
}
