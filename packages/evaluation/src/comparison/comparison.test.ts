import { describe, expect, it } from 'vitest'
import { type CaseOutcome, outcomeOf } from './case-outcome.ts'
import { type ComparedCase, compareCases } from './compare-cases.ts'
import { compareFigures } from './compare-figures.ts'
import { compareSlices } from './compare-slices.ts'

/** `p` passed, `f` failed, `n` no answer, `-` unjudged; a letter for each sample. */
const letters: Readonly<Record<string, CaseOutcome>> = {
  p: 'passed',
  f: 'failed',
  n: 'no-answer',
  '-': 'unjudged',
}
const outcomes = (text: string) => Array.from(text, (letter) => letters[letter] ?? 'unjudged')
const caseOf = (itemIndex: number, first: string, second: string): ComparedCase => ({
  itemIndex,
  first: outcomes(first),
  second: outcomes(second),
})

describe('two variants by case', () => {
  it('tells what was fixed, broken and unchanged', () => {
    const { cases, counts, unjudged, noAnswers, verdict } = compareCases([
      caseOf(0, 'f', 'p'),
      caseOf(1, 'p', 'f'),
      caseOf(2, 'p', 'p'),
      caseOf(3, 'f', 'n'),
      caseOf(4, 'p', 'n'),
      caseOf(5, '-', 'p'),
      caseOf(6, 'p', ''),
    ])
    expect(cases.map(({ change }) => change)).toEqual([
      'fixed',
      'broken',
      'both-right',
      'both-wrong',
      'broken',
      'unjudged',
      'unjudged',
    ])
    expect(counts).toEqual({ bothRight: 1, fixed: 1, broken: 2, bothWrong: 1 })
    expect([unjudged, noAnswers]).toEqual([2, { first: 0, second: 2 }])
    expect(verdict).toMatchObject({ key: 'not-enough-cases', cases: 5 })
  })

  it('shows a swap that leaves the average as it was', () => {
    const swapped = Array.from({ length: 40 }, (_, index) =>
      caseOf(index, index % 2 ? 'p' : 'f', index % 2 ? 'f' : 'p'),
    )
    const { counts, verdict } = compareCases(swapped)
    expect(counts).toMatchObject({ fixed: 20, broken: 20 })
    expect(verdict.difference.difference).toBe(0)
  })

  it('decides by most of several samples, and looks at the shares too', () => {
    const compared = [caseOf(0, 'ppf', 'pff'), caseOf(1, 'pff', 'ppf'), caseOf(2, 'pf', 'pp')]
    const { cases, rateDifference } = compareCases(compared)
    expect(cases.map(({ change }) => change)).toEqual(['broken', 'fixed', 'fixed'])
    expect(rateDifference?.difference).toBeCloseTo((-1 / 3 + 1 / 3 + 1 / 2) / 3, 12)
    expect(compareCases([caseOf(0, 'p', 'f')]).rateDifference).toBeNull()
  })

  it('reads what a score says of its case', () => {
    expect(outcomeOf({ category: 'scored', isPass: true })).toBe('passed')
    expect(outcomeOf({ category: 'scored', isPass: false })).toBe('failed')
    expect(outcomeOf({ category: 'scored', isPass: null })).toBe('unjudged')
    expect(outcomeOf({ category: 'no-answer', isPass: null })).toBe('no-answer')
    expect(outcomeOf({ category: 'error', isPass: null })).toBe('unjudged')
    expect(outcomeOf({ category: 'no-reference', isPass: null })).toBe('unjudged')
  })

  it('does the same within slices, minding how many there are', () => {
    const cases = Array.from({ length: 60 }, (_, index) =>
      caseOf(index, 'f', index % 2 === 0 && index < 16 ? 'p' : 'f'),
    )
    const slices = compareSlices(cases, (index) => (index % 2 === 0 ? 'even' : 'odd'))
    expect(slices.map(({ slice, counts }) => [slice, counts.fixed])).toEqual([
      ['even', 8],
      ['odd', 0],
    ])
    expect(slices[0]?.verdict.p).toBeCloseTo(2 / 256, 12)
    expect(slices[0]?.adjustedP).toBeCloseTo(4 / 256, 12)
  })
})

it('compares figures that nobody passes or fails by', () => {
  const found = compareFigures([
    [100, 150],
    [80, 120],
    [90, 90],
    [70, 60],
  ])
  expect(found).toMatchObject({ count: 4, firstMean: 85, secondMean: 105, higher: 2, lower: 1, same: 1 })
  expect(found.p).toBeCloseTo(1, 9)
  expect(found.difference?.difference).toBe(20)
  expect(compareFigures([])).toMatchObject({ firstMean: null, difference: null })
})
