import { describe, expect, it } from 'vitest'
import { isHeldOut } from '../hold-out.ts'
import { acceptProblem } from './acceptance.ts'
import { type Problem, signatureOf } from './problem.ts'

function problemOf(steps: readonly string[], question = 'How many?'): Problem {
  return {
    question,
    steps,
    answer: 0,
    stepCount: steps.length,
    signature: signatureOf(steps),
    voice: 'grammar',
  }
}

const training = problemOf(['That leaves 24 - 3 = 21.', '21 / 7 = 3.'])

describe('acceptProblem', () => {
  it.each([
    ['the textbook numbers', problemOf(['2 cans of 3 is 2 * 3 = 6.', '5 + 6 = 11.'])],
    ['the textbook numbers the other way round', problemOf(['3 * 2 = 6.', 'In all 6 + 5 = 11.'])],
    ['a number above 199 in a step', problemOf(['400 / 8 = 50.'])],
    ['a number above 199 in the question', problemOf(training.steps, 'How many of 365?')],
    ['a question that fills the whole sample', problemOf(training.steps, 'How many? '.repeat(60))],
  ])('refuses %s in both splits', (_, refused) => {
    const split = isHeldOut(training.signature) ? 'held-out' : 'train'
    const other = split === 'train' ? 'held-out' : 'train'
    const draws = [refused, training]
    expect(acceptProblem(split, () => draws.shift())).toBe(training)
    expect(() => acceptProblem(other, () => refused)).toThrow(RangeError)
  })

  it('gives every signature to one split only', () => {
    const problems = Array.from({ length: 80 }, (_, at) => problemOf([`${at + 2} + 3 = ${at + 5}.`]))
    for (const problem of problems) {
      const isTaken = (split: 'train' | 'held-out') => {
        try {
          return acceptProblem(split, () => problem) === problem
        } catch {
          return false
        }
      }
      expect([isTaken('train'), isTaken('held-out')].filter(Boolean).length).toBe(1)
    }
  })
})
