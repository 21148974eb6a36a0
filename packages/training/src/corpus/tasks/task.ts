import { linesInSplit } from '../authored/in-split.ts'
import { phrasingLines } from '../authored/read-file.ts'
import type { Cast } from '../cast.ts'
import { capitalize, expand, type Values } from '../grammar.ts'
import { drawInSplit, isHeldOut } from '../hold-out.ts'
import { instructionGrammar } from '../phrasing/instructions.ts'
import type { Random } from '../random.ts'
import type { Split } from '../sample.ts'
import { createSlotFiller, type SlotFiller } from '../slots/slot-filler.ts'

/** An instruction with its input and the right answer. Input is empty where the instruction says it all. */
export type Task = {
  readonly id: string
  readonly instruction: string
  readonly input: string
  readonly answer: string
  /** The bare word that a word task is about: what a table of examples shows as its input. */
  readonly word?: string
  /** What a free text must mention to be an answer. */
  readonly words?: readonly string[]
  /** Heads for the same thing as an input–output pair, as a data prompt writes it. */
  readonly heads: readonly [input: string, output: string]
}

export type TaskContext = { readonly random: Random; readonly cast: Cast; readonly split: Split }

/** The rest is put together by the old grammar, which varies less. */
const authorShare = 0.9

/** Tasks for which authors have written requests; the others have only the grammar. */
const requestedByAuthors = new Set(
  'sentiment spam topic question summary keywords names past list story'.split(' '),
)
const instructionPath = (task: string) => `instructions/${task}.txt`

/** A request for a task, in the wording of the split: an author's line or a sentence of the grammar. */
export function instruct(
  context: TaskContext,
  task: string,
  values: Values = {},
  fill: SlotFiller = createSlotFiller({ ...context, given: values }),
): string {
  const { random, split } = context
  const isInGrammar = instructionGrammar[task] !== undefined
  if (!requestedByAuthors.has(task) || (isInGrammar && !random.chance(authorShare)))
    return grammarInstruction(context, task, values)
  return fill.asWritten(random.pick(linesInSplit(instructionPath(task), split)))
}

/** Puts a request together from the lists of the grammar. */
export function grammarInstruction(
  { random, split }: TaskContext,
  task: string,
  values: Values = {},
): string {
  const draw = () => {
    const body = expand(`{${task}}`, { random, grammar: instructionGrammar, values })
    if (/[?:]$/.test(body)) return capitalize(body)
    const please = random.pick(instructionGrammar.please ?? [])
    const isQuestion = please.startsWith('c')
    return capitalize(`${please}${body}`) + (isQuestion ? '?' : random.chance(0.08) ? ':' : '.')
  }
  // The wording is held out, not what fills it: a name or a number must not decide.
  const wording = (text: string) =>
    Object.values(values).reduce<string>((kept, value) => kept.replaceAll(String(value), '*'), text)
  const authored = requestedByAuthors.has(task) ? phrasingLines(instructionPath(task)) : []
  for (;;) {
    const text = drawInSplit(split, draw, wording)
    // An author may have written the same sentence for the other split.
    if (split === 'held-out' || !authored.some((line) => line === text && isHeldOut(line))) return text
  }
}
