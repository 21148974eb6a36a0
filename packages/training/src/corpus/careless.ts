import type { Random } from './random.ts'

const habits: readonly ((text: string, random: Random) => string)[] = [
  (text) => text.replace(/(\w)([.,!?])(?=\s|$)/g, '$1 $2'),
  (text, random) => text.replace(/(?<=[.,!?]) (?=\S)/g, () => ' '.repeat(random.int(2, 4))),
  (text) => text.toLowerCase(),
  (text) => text.replace(/[.?]$/, ''),
  (text) => text.replace(/\n+/g, '\n\n\n'),
]

/** The text as somebody types it who does not mind spaces, capitals or the mark at the end. */
export function typeCarelessly(random: Random, text: string): string {
  return random.pick(habits)(text, random).trim()
}
