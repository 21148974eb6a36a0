import { describe, expect, it } from 'vitest'
import { splitReasoning } from '../index.ts'

describe('taking reasoning and answer apart', () => {
  it('cuts at the last marker', () => {
    expect(
      splitReasoning(' 2 * 3 = 6. The answer is 6? No. 5 + 6 = 11. The answer is 11. Bye 12', 'number'),
    ).toEqual({
      reasoningText: '2 * 3 = 6. The answer is 6? No. 5 + 6 = 11.',
      answer: '11',
    })
  })

  it('takes the last match when there is no marker, and all of it for reasoning', () => {
    expect(splitReasoning('5 + 6 = 11 balls', 'number')).toEqual({
      reasoningText: '5 + 6 = 11 balls',
      answer: '11',
    })
    expect(splitReasoning('Not (A), so (B)', 'choice').answer).toBe('B')
    expect(splitReasoning('No doubt: yes', 'yes-no').answer).toBe('yes')
  })

  it('has no answer of free text without a marker', () => {
    expect(splitReasoning('It could be red.', 'text')).toEqual({
      reasoningText: 'It could be red.',
      answer: null,
    })
  })

  it('has no answer when the completion broke off at the marker', () => {
    expect(splitReasoning('5 + 6 = 11. The answer is', 'number')).toEqual({
      reasoningText: '5 + 6 = 11.',
      answer: null,
    })
  })

  it('keeps the words before a box in the reasoning, but not those that announce it', () => {
    expect(splitReasoning('So \\boxed{11}', 'number')).toEqual({ reasoningText: 'So', answer: '11' })
    expect(splitReasoning('5 + 6. The answer is \\boxed{11}.', 'number')).toEqual({
      reasoningText: '5 + 6.',
      answer: '11',
    })
  })

  it('has no reasoning when only the answer was written', () => {
    expect(splitReasoning('The answer is 11.', 'number')).toEqual({ reasoningText: null, answer: '11' })
    expect(splitReasoning('', 'number')).toEqual({ reasoningText: null, answer: null })
  })
})
