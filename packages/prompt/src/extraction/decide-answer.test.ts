import type { ReasoningPath } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { tallyAnswers } from '../index.ts'

const paths = (...answers: (string | null | [string, number])[]): ReasoningPath[] =>
  answers.map((one, path) => {
    const [answer, confidence] = Array.isArray(one) ? one : [one, null]
    return { path, reasoningText: null, answer, confidence, error: null }
  })

describe('the vote', () => {
  it('counts numbers by their value, and keeps them as they were written first', () => {
    expect(tallyAnswers(paths('11', '12', '11.0', null, '$11'), 'number')).toEqual([
      { answer: '11', paths: [0, 2, 4], weight: 3, share: 0.6 },
      { answer: '12', paths: [1], weight: 1, share: 0.2 },
    ])
  })

  it('goes to the answer that came first when several have as many', () => {
    expect(tallyAnswers(paths('A', 'B', 'B', 'A'), 'choice').map(({ answer }) => answer)).toEqual(['A', 'B'])
  })

  it('goes by confidence where that is known', () => {
    const [first, second] = tallyAnswers(paths(['5', 0.2], ['8', 0.9], ['5', 0.3], null), 'number')
    expect(first).toMatchObject({ answer: '8', weight: 0.9 })
    expect(first?.share).toBeCloseTo(0.9 / 1.4)
    expect(second).toMatchObject({ answer: '5', paths: [0, 2], weight: 0.5 })
  })

  it('is empty where nobody has an answer', () => {
    expect(tallyAnswers(paths(null, null), 'number')).toEqual([])
    expect(tallyAnswers([], 'number')).toEqual([])
  })
})
