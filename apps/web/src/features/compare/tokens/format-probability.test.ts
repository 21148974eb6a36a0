import { expect, it } from 'vitest'
import { formatNats, formatProbability } from './format-probability.ts'
import { quotedText, visibleText } from './visible-text.ts'

it('writes probabilities so that small ones stay apart', () => {
  const shown = [1, 0.634, 0.0512, 0.00456, 0.0001, 0.00001234].map((p) =>
    formatProbability(Math.log(p), 'en'),
  )
  expect(shown).toEqual(['100 %', '63 %', '5.1 %', '0.46 %', '0.01 %', '1.2·10⁻⁵'])
  expect(formatProbability(-500, 'en')).toBe('7.1·10⁻²¹⁸')
  expect([-1.25, -0.004, 0.5].map((value) => formatNats(value, 'en'))).toEqual(['−1.25', '0.00', '0.50'])
})

it('lets blanks be seen', () => {
  expect([' fox', ' ', '\n', '', 'a'].map(visibleText)).toEqual([' fox', '␣', '↵\n', '∅', 'a'])
  expect([' fox', '\n\n'].map(quotedText)).toEqual(['␣fox', '↵↵'])
})
