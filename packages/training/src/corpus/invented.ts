import { wrenTokenizer } from '../tokenizer/wren-tokenizer.ts'
import type { Random } from './random.ts'

const onsets = 'b c d f g h j k l m n p r s t v w z br cl dr fl gr pl pr sh st th tr ch qu sp sk x y'.split(
  ' ',
)
const vowels = 'a e i o u ai ea ee ia ie io oa oo ou y'.split(' ')
const codas = [
  '',
  '',
  '',
  'n',
  'r',
  'l',
  's',
  't',
  'm',
  'ng',
  'ck',
  'd',
  'p',
  'x',
  'sh',
  'th',
  'b',
  'g',
  'v',
  'f',
  'z',
]

/** Syllables, for building the vocabulary itself. */
export function syllables(): string[] {
  return onsets.flatMap((onset) => vowels.flatMap((vowel) => codas.map((coda) => onset + vowel + coda)))
}

let learnedPieces: readonly string[] | undefined

/**
 * The letter pieces of the family's own vocabulary: built from them, an invented word trains every token of the
 * vocabulary as something to be copied. Without this, rare pieces stay untrained and names come out mangled.
 */
export function vocabularyPieces(): readonly string[] {
  if (learnedPieces === undefined) {
    const letters = Object.keys(wrenTokenizer().model.vocab).map((piece) =>
      piece.replace(/^Ġ/, '').toLowerCase(),
    )
    learnedPieces = [...new Set(letters)].filter((piece) => /^[a-z]{1,8}$/.test(piece))
  }
  return learnedPieces
}

/** A word nobody has seen: two or three pieces, now and then with stray letters. Lower case, 3 to 10 letters. */
export function inventWord(random: Random, pieces: readonly string[]): string {
  const letter = () => String.fromCharCode(97 + random.int(0, 25))
  for (;;) {
    const parts = Array.from({ length: random.int(2, 3) }, () =>
      random.chance(0.12) ? letter() : random.pick(pieces),
    )
    const word = parts.join('')
    if (word.length >= 3 && word.length <= 10 && /[aeiouy]/.test(word)) return word
  }
}

/** What several of them are called. */
export const pluralOf = (word: string): string => (/(?:[sxz]|ch|sh)$/.test(word) ? `${word}es` : `${word}s`)
