import { describe, expect, it } from 'vitest'
import { corpusBleu, sentenceBleu } from './bleu.ts'
import { chrf } from './chrf.ts'
import { editDistance, levenshteinSimilarity } from './levenshtein.ts'
import { rougeL } from './rouge-l.ts'

/** Expected values: sacreBLEU 2.6.0, `sentence_bleu(text, [reference])` and `CHRF().sentence_score(text, [reference])`. */
const western = [
  ['The cat sat on the mat.', 'The cat is sitting on the mat.', 42.38365628278778, 49.6485170311433],
  [
    "It costs $1,234.50 - don't ask (really)!",
    "It costs $1,234.50; don't ask, really!",
    29.982213893423374,
    73.08657821010132,
  ],
  ['hello', 'hello world, how are you?', 0.24787521766663595, 18.441861598832656],
  ['the the the the the the the', 'the cat is on the mat', 7.809849842300637, 14.232426848159646],
  ['totally different words', 'nothing in common here', 0, 10.548120921348872],
  ['A B', 'A B', 100.00000000000004, 100],
  ['He said &quot;yes&quot; in 2020-21.', 'He said "yes" in 2020-21.', 100.00000000000004, 57.12416584974942],
] as const

/** The same with `tokenize='zh'`. */
const chinese = [
  ['我今天去了北京大学。', '我今天去北京大学了。', 55.55238068023583, 40.873015873015866],
  ['价格是“12.5”元', '价格为“12.5”元。', 42.38365628278778, 56.91678603188189],
] as const

describe('BLEU', () => {
  it.each(western)('of "%s" agrees with sacreBLEU', (text, reference, bleu) => {
    expect(sentenceBleu(text, reference)).toBeCloseTo(bleu, 9)
  })

  it.each(chinese)('of "%s" agrees with sacreBLEU for Chinese', (text, reference, bleu) => {
    expect(sentenceBleu(text, reference, { tokenizer: 'zh', ignoreCase: false })).toBeCloseTo(bleu, 9)
  })

  it('of a corpus agrees with sacreBLEU', () => {
    const pairs = western.map(([text, reference]) => ({ text, reference }))
    expect(corpusBleu(pairs)).toBeCloseTo(43.244523322094835, 9)
  })

  it('of nothing is 0', () => {
    expect(sentenceBleu('', 'something')).toBe(0)
    expect(corpusBleu([])).toBe(0)
  })
})

describe('chrF2', () => {
  it.each([...western, ...chinese])('of "%s" agrees with sacreBLEU', (text, reference, _, expected) => {
    expect(chrf(text, reference)).toBeCloseTo(expected, 9)
  })
})

describe('ROUGE-L', () => {
  // Lin 2004, section 3.1: against "police killed the gunman", with β = 1.
  it.each([
    ['police kill the gunman', 0.75],
    ['the gunman kill police', 0.5],
    ['the gunman police killed', 0.5],
  ])('of "%s" is the published one', (text, expected) => {
    expect(rougeL(text, 'police killed the gunman').f1).toBeCloseTo(expected, 12)
  })

  it('gives precision and recall, whatever case and punctuation', () => {
    // rouge_score's own example: "testing one two" against "testing".
    const { precision, recall, f1 } = rougeL('Testing!', 'testing one two')
    expect([precision, recall, f1]).toEqual([1, 1 / 3, 0.5])
  })

  it('takes Chinese characters as words', () => {
    expect(rougeL('我是人', '我是一個人')).toEqual({ precision: 1, recall: 0.6, f1: 0.7499999999999999 })
  })

  it('of nothing is 0', () => {
    expect(rougeL('', 'a').f1).toBe(0)
  })
})

describe('Levenshtein', () => {
  // The usual textbook pairs; the Chinese one by hand.
  it.each([
    ['kitten', 'sitting', 3],
    ['Saturday', 'Sunday', 3],
    ['rosettacode', 'raisethysword', 8],
    ['', 'abc', 3],
    ['你好吗', '您好', 2],
    ['👍🏽a', 'a', 2],
  ])('"%s" and "%s" are %d apart', (one, other, distance) => {
    expect(editDistance(one, other)).toBe(distance)
    expect(editDistance(other, one)).toBe(distance)
  })

  it('is a share of the longer text', () => {
    expect(levenshteinSimilarity('kitten', 'sitting')).toBeCloseTo(4 / 7, 12)
    expect(levenshteinSimilarity('', '')).toBe(1)
  })
})
