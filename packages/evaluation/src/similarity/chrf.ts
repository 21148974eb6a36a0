import { countMatches, countNgrams } from './count-ngrams.ts'

const LONGEST_NGRAM = 6
/** Recall weighs twice as much as precision: chrF2. */
const BETA = 2

/**
 * chrF2 of one text against one reference, 0–100: the overlap of character n-grams up to six, without white space.
 * Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation"; lengths that one of the texts has not are
 * left out, as sacreBLEU does.
 */
export function chrf(text: string, reference: string): number {
  const charactersOf = (value: string) => Array.from(value.replaceAll(/\s+/g, ''))
  const [found, expected] = [charactersOf(text), charactersOf(reference)]
  const order = Math.min(LONGEST_NGRAM, found.length, expected.length)
  let precision = 0
  let recall = 0
  for (let length = 1; length <= order; length++) {
    const matches = countMatches(countNgrams(found, length, ''), countNgrams(expected, length, ''))
    precision += matches / (found.length - length + 1)
    recall += matches / (expected.length - length + 1)
  }
  if (precision + recall === 0) return 0
  const factor = BETA ** 2
  return (
    (100 * ((1 + factor) * (precision / order) * (recall / order))) /
    (factor * (precision / order) + recall / order)
  )
}
