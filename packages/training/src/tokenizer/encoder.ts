import { mergePair } from './bpe.ts'
import { toByteLetters } from './byte-letters.ts'
import type { TokenizerFile } from './tokenizer-file.ts'

export type Encoder = {
  /** Token ids of a text. Special tokens written in the text become their ids; none are added. */
  encode(text: string): number[]
  /** Throws RangeError for a name that is no special token. */
  idOf(special: string): number
  readonly vocabSize: number
}

const largestCache = 50_000

/** Reads text as the tokenizer file says. Words are cached: a corpus repeats them. */
export function createEncoder(file: TokenizerFile): Encoder {
  const { vocab, merges } = file.model
  const ranks = new Map(merges.map((merge, rank) => [merge, rank]))
  const specials = new Map(file.added_tokens.map(({ content, id }) => [content, id]))
  const [split] = file.pre_tokenizer.pretokenizers
  const words = new RegExp(split.pattern.Regex, 'gu')
  const escaped = [...specials.keys()].map((special) => special.replace(/[|\\{}()[\]^$+*?.]/g, '\\$&'))
  const specialSplit = new RegExp(`(${escaped.join('|')})`)
  const cache = new Map<string, readonly number[]>()

  const encodeWord = (word: string): readonly number[] => {
    const known = cache.get(word)
    if (known) return known
    const ids = mergeAll(toByteLetters(word), ranks).map((piece) => {
      const id = vocab[piece]
      if (id === undefined) throw new RangeError(`the vocabulary lacks the piece ${piece}`)
      return id
    })
    if (cache.size < largestCache) cache.set(word, ids)
    return ids
  }

  return {
    encode: (text) =>
      text.split(specialSplit).flatMap((part) => {
        const special = specials.get(part)
        if (special !== undefined) return [special]
        return [...part.matchAll(words)].flatMap(([word]) => encodeWord(word))
      }),
    idOf(special) {
      const id = specials.get(special)
      if (id === undefined) throw new RangeError(`${special} is no special token of this tokenizer`)
      return id
    },
    vocabSize: Object.keys(vocab).length,
  }
}

/** Applies the earliest learnt merge until none is left. */
function mergeAll(letters: string[], ranks: ReadonlyMap<string, number>): string[] {
  let symbols = letters
  for (;;) {
    let best: readonly [string, string] | undefined
    let lowest = Number.POSITIVE_INFINITY
    for (let at = 0; at + 1 < symbols.length; at++) {
      const left = symbols[at] ?? ''
      const right = symbols[at + 1] ?? ''
      const rank = ranks.get(`${left} ${right}`)
      if (rank !== undefined && rank < lowest) {
        lowest = rank
        best = [left, right]
      }
    }
    if (best === undefined) return symbols
    symbols = mergePair(symbols, ...best)
  }
}
