import { byteLetters, toByteLetters } from './byte-letters.ts'
import { specialTokens, splitPattern, type TokenizerFile } from './tokenizer-file.ts'

type Word = { symbols: string[]; readonly count: number }
type Pairs = { readonly counts: Map<string, number>; readonly places: Map<string, Set<number>> }

const separator = '\u0000'

/**
 * Learns a byte-level BPE vocabulary (Sennrich et al. 2016, 1508.07909; bytes as in GPT-2): special tokens, the 256
 * bytes, then merges in the order learnt. Equal counts are settled by code points, so the same text gives the same file.
 */
export function trainByteLevelBpe(text: string, vocabSize: number): TokenizerFile {
  const words = countWords(text)
  const pairs: Pairs = { counts: new Map(), places: new Map() }
  words.forEach((word, at) => {
    addPairs(pairs, word, at, 1)
  })
  const vocabulary = [...specialTokens, ...[...byteLetters].sort()]
  const known = new Set(vocabulary)
  const merges: string[] = []
  while (vocabulary.length < vocabSize) {
    const best = mostFrequent(pairs.counts)
    if (best === undefined) break
    const [left = '', right = ''] = best.split(separator)
    for (const at of pairs.places.get(best) ?? []) {
      const word = words[at]
      if (word === undefined) continue
      addPairs(pairs, word, at, -1)
      word.symbols = mergePair(word.symbols, left, right)
      addPairs(pairs, word, at, 1)
    }
    pairs.counts.delete(best)
    pairs.places.delete(best)
    merges.push(`${left} ${right}`)
    // Two different merges can spell the same piece; the piece keeps its first id.
    if (!known.has(left + right)) vocabulary.push(left + right)
    known.add(left + right)
  }
  return toFile(vocabulary, merges)
}

function countWords(text: string): Word[] {
  const counts = new Map<string, number>()
  for (const [word] of text.matchAll(new RegExp(splitPattern, 'gu')))
    counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].map(([word, count]) => ({ symbols: toByteLetters(word), count }))
}

function addPairs({ counts, places }: Pairs, word: Word, at: number, sign: 1 | -1): void {
  for (let index = 0; index + 1 < word.symbols.length; index++) {
    const pair = `${word.symbols[index]}${separator}${word.symbols[index + 1]}`
    counts.set(pair, (counts.get(pair) ?? 0) + sign * word.count)
    if (sign < 0) continue
    const known = places.get(pair)
    if (known) known.add(at)
    else places.set(pair, new Set([at]))
  }
}

function mostFrequent(counts: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined
  let most = 1
  for (const [pair, count] of counts) {
    if (count > most || (count === most && best !== undefined && pair < best)) {
      best = pair
      most = count
    }
  }
  return best
}

/** Replaces every left–right neighbours by their joined piece. */
export function mergePair(symbols: readonly string[], left: string, right: string): string[] {
  const merged: string[] = []
  for (let at = 0; at < symbols.length; at++) {
    const symbol = symbols[at] ?? ''
    if (symbol === left && symbols[at + 1] === right) {
      merged.push(left + right)
      at += 1
    } else merged.push(symbol)
  }
  return merged
}

function toFile(vocabulary: readonly string[], merges: readonly string[]): TokenizerFile {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: splitPattern }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(vocabulary.map((piece, id) => [piece, id])),
      merges,
    },
  }
}
