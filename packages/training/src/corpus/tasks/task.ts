import type { Cast } from '../cast.ts'
import { capitalize, expand, type Values } from '../grammar.ts'
import { drawInSplit } from '../hold-out.ts'
import { instructionGrammar } from '../phrasing/instructions.ts'
import type { Random } from '../random.ts'
import type { Split } from '../sample.ts'

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

/** Draws an instruction from a phrasing list, in the wording of the split. */
export function instruct(context: TaskContext, list: string, values: Values = {}): string {
  const { random, split } = context
  const draw = () => {
    const body = expand(`{${list}}`, { random, grammar: instructionGrammar, values })
    if (/[?:]$/.test(body)) return capitalize(body)
    const please = random.pick(instructionGrammar.please ?? [])
    const isQuestion = please.startsWith('c')
    return capitalize(`${please}${body}`) + (isQuestion ? '?' : random.chance(0.08) ? ':' : '.')
  }
  // The wording is held out, not what fills it: a name or a number must not decide.
  const wording = (text: string) =>
    Object.values(values).reduce<string>((kept, value) => kept.replaceAll(String(value), '*'), text)
  return drawInSplit(split, draw, wording)
}
