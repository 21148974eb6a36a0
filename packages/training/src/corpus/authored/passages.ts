import { createSlotFiller } from '../slots/slot-filler.ts'
import type { TaskContext } from '../tasks/task.ts'
import { blocksInSplit } from './in-split.ts'
import { lazily } from './read-file.ts'

/** A text with what can be asked about it, as its author wrote it. All parts share their slots. */
export type PassageTemplate = {
  readonly text: string
  readonly questions: readonly (readonly [question: string, answer: string])[]
  readonly summary: string
  readonly keywords: string
}

/** The same with its slots filled. */
export type Passage = PassageTemplate & {
  /** People of the text in order of appearance. Undefined: the text also names somebody without a slot. */
  readonly names: readonly string[] | undefined
}

/** The answer where the text leaves a question open; "-" in the file. */
export const unknownAnswer = 'The text does not say.'

/** Throws RangeError when a block lacks a part. */
export function parsePassage(lines: readonly string[]): PassageTemplate {
  const [text = '', ...rest] = lines
  const partOf = (head: string) =>
    rest
      .find((line) => line.startsWith(head))
      ?.slice(head.length)
      .trim() ?? ''
  const questions = rest
    .filter((line) => line.startsWith('?'))
    .map((line): readonly [string, string] => {
      const at = line.lastIndexOf(' | ')
      const answer = line.slice(at + 3).trim()
      return [line.slice(1, at).trim(), answer === '-' ? unknownAnswer : answer]
    })
  const passage = { text, questions, summary: partOf('summary:'), keywords: partOf('keywords:') }
  if (questions.length === 0 || passage.summary === '' || passage.keywords === '')
    throw new RangeError(`the passage "${text}" lacks a question, its summary or its keywords`)
  return passage
}

const passagesIn = blocksInSplit('texts/passages.txt', parsePassage, ({ text }) => text)

const namesSomebodyFixed = lazily((text: string) => {
  const plain = text.replace(/\{\w+\}/g, 'x').replace(/\bI\b/g, 'x')
  return /[^.?!"“\s|[]\s+["“]?[A-Z]/.test(plain) || /\b(?:Mrs?|Ms|Miss|Dr|Aunt|Uncle)\b/.test(plain)
})

export function fillPassage({ random, cast }: TaskContext, template: PassageTemplate): Passage {
  const fill = createSlotFiller({ random, cast })
  const text = fill.sentences(template.text)
  const names = fill.names().sort((one, other) => text.indexOf(one) - text.indexOf(other))
  return {
    text,
    names: namesSomebodyFixed(template.text) ? undefined : names,
    questions: template.questions.map(([question, answer]) => [fill.sentences(question), fill.part(answer)]),
    summary: fill.sentences(template.summary),
    keywords: fill.part(template.keywords),
  }
}

/** A passage of the split. */
export const drawPassage = (context: TaskContext): Passage =>
  fillPassage(context, context.random.pick(passagesIn(context.split)))
