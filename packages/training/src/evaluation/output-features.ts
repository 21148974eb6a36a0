import type { Completion } from './ask.ts'

const firstWords = 5

/** What may be seen of an output without knowing what was asked: its form, and the words that it begins with. */
export function outputFeatures({ text, hasEnded }: Pick<Completion, 'text' | 'hasEnded'>): Set<string> {
  const trimmed = text.trim()
  const lines = trimmed.split('\n')
  const words = trimmed.toLowerCase().match(/[\p{L}']+|\d+|[^\s\p{L}\d]/gu) ?? []
  const checks: readonly (readonly [string, boolean])[] = [
    ['ended by itself', hasEnded],
    ['empty', trimmed === ''],
    ['several lines', lines.length > 1],
    ['a paragraph break', trimmed.includes('\n\n')],
    ['goes on with a new question', /\n\s*(?:Q|Question|Problem|Exercise|Input|User)\s*:/.test(text)],
    ['goes on with a new pair', /\n[A-Z]\w+: .+\n[A-Z]\w+:/.test(text)],
    ['goes on with a numbered line', /^\d+\./m.test(trimmed)],
    ['begins with a head', /^[A-Z]\w+:/.test(trimmed)],
    ['speaks of itself', /\b(?:I|I'm|me|my)\b/.test(trimmed)],
    ['speaks to somebody', /\b(?:you|your)\b/i.test(trimmed)],
    ['asks back', lines.length === 1 && trimmed.endsWith('?')],
    ['exclaims', trimmed.includes('!')],
    ['one or two words', words.length <= 2],
    ['short', words.length <= 10],
    ['long', words.length > 60],
    ['"The answer is"', /^The answer is/.test(trimmed)],
    ['equations', /\d+ [-+*/] \d+ = \d+/.test(trimmed)],
    ['ends with a full stop', trimmed.endsWith('.')],
  ]
  return new Set([
    ...checks.flatMap(([name, holds]) => (holds ? [name] : [])),
    ...words.slice(0, firstWords).map((word) => `begins with ${/^\d+$/.test(word) ? 'a number' : word}`),
  ])
}
