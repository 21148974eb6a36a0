import { describe, expect, it } from 'vitest'
import { floorOf } from './floors.ts'

const recorded = (correct: number, count: number) => ({ id: 'spam', name: 'Spam', correct, count })

describe('floorOf', () => {
  it('lies below what was measured, the lower the smaller the sample', () => {
    const shares = [10, 20, 100].map((count) => floorOf(recorded(190, 200), count) / count)
    expect(shares).toEqual([0.5, 0.65, 0.78])
  })

  it('asks for nothing of a model that got nothing right', () => {
    expect(floorOf(recorded(0, 200), 20)).toBe(0)
  })
})
