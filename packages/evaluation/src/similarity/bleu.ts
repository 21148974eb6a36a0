import { type BleuTokenizer, bleuTokens } from './bleu-tokens.ts'
import { countMatches, countNgrams } from './count-ngrams.ts'

const LONGEST_NGRAM = 4

export interface BleuOptions {
  readonly tokenizer: BleuTokenizer
  readonly ignoreCase: boolean
}

interface BleuCounts {
  /** Of each length from 1: n-grams that the reference has as well, and all. */
  readonly matches: readonly number[]
  readonly totals: readonly number[]
  readonly length: number
  readonly referenceLength: number
}

const defaults: BleuOptions = { tokenizer: '13a', ignoreCase: false }

/**
 * BLEU of one text against one reference, 0–100: as sacreBLEU's `sentence_bleu`, which leaves out lengths of n-grams that
 * the text is too short for. Papineni et al. 2002; Post 2018; smoothing `exp` is method 3 of Chen & Cherry 2014.
 */
export function sentenceBleu(text: string, reference: string, options: BleuOptions = defaults): number {
  return bleuOf(countBleu(text, reference, options), true)
}

/** BLEU of all texts together, 0–100: as sacreBLEU's `corpus_bleu`. Not the mean of the sentences'. */
export function corpusBleu(
  pairs: readonly { readonly text: string; readonly reference: string }[],
  options: BleuOptions = defaults,
): number {
  const counts = pairs.map(({ text, reference }) => countBleu(text, reference, options))
  const sum = (pick: (count: BleuCounts) => number) => counts.reduce((total, count) => total + pick(count), 0)
  const lengths = Array.from({ length: LONGEST_NGRAM }, (_, index) => index)
  return bleuOf(
    {
      matches: lengths.map((at) => sum(({ matches }) => matches[at] ?? 0)),
      totals: lengths.map((at) => sum(({ totals }) => totals[at] ?? 0)),
      length: sum(({ length }) => length),
      referenceLength: sum(({ referenceLength }) => referenceLength),
    },
    false,
  )
}

function countBleu(text: string, reference: string, { tokenizer, ignoreCase }: BleuOptions): BleuCounts {
  const tokensOf = (value: string) =>
    bleuTokens((ignoreCase ? value.toLowerCase() : value).trimEnd(), tokenizer)
  const [found, expected] = [tokensOf(text), tokensOf(reference)]
  const matches: number[] = []
  const totals: number[] = []
  for (let length = 1; length <= LONGEST_NGRAM; length++) {
    matches.push(countMatches(countNgrams(found, length, ' '), countNgrams(expected, length, ' ')))
    totals.push(Math.max(0, found.length - length + 1))
  }
  return { matches, totals, length: found.length, referenceLength: expected.length }
}

function bleuOf({ matches, totals, length, referenceLength }: BleuCounts, isEffective: boolean): number {
  if (matches.every((count) => count === 0)) return 0
  const brevity = length < referenceLength ? Math.exp(1 - referenceLength / length) : 1
  let smoothing = 1
  let order = 0
  let logs = 0
  for (let at = 0; at < LONGEST_NGRAM; at++) {
    const [match, total] = [matches[at] ?? 0, totals[at] ?? 0]
    if (total === 0) break
    order += 1
    if (match === 0) smoothing *= 2
    logs += Math.log(match === 0 ? 1 / (smoothing * total) : match / total)
  }
  // A corpus too short for the longest n-grams has none of them right.
  if (!isEffective && order < LONGEST_NGRAM) return 0
  return 100 * brevity * Math.exp(logs / order)
}
