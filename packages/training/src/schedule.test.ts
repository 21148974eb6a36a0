import { describe, expect, it } from 'vitest'
import { learningRate } from './schedule.ts'

const schedule = { peakRate: 2, warmUpSteps: 10 }

describe('the learning rate', () => {
  it('climbs evenly during the first steps', () => {
    expect(learningRate(schedule, 0, 0)).toBeCloseTo(0.2, 9)
    expect(learningRate(schedule, 4, 0)).toBeCloseTo(1, 9)
    expect(learningRate(schedule, 9, 0)).toBeCloseTo(2, 9)
  })

  it('stays at its peak for 30 % of the run', () => {
    expect(learningRate(schedule, 50, 0.1)).toBe(2)
    expect(learningRate(schedule, 50, 0.3)).toBe(2)
  })

  it('falls along a cosine to 3 % of the peak and stays there', () => {
    expect(learningRate(schedule, 50, 0.65)).toBeCloseTo(2 * (0.03 + 0.97 / 2), 9)
    expect(learningRate(schedule, 50, 1)).toBeCloseTo(0.06, 9)
    expect(learningRate(schedule, 50, 1.2)).toBeCloseTo(0.06, 9)
  })
})
