import { describe, expect, it } from 'vitest'
import { countRight, wilsonInterval } from './measurement.ts'

describe('countRight', () => {
  it('counts what is right', async () => {
    const even = await countRight([1, 2, 3, 4, 6], async (value) => value % 2 === 0)
    expect(even).toEqual({ correct: 3, count: 5 })
  })
})

describe('wilsonInterval', () => {
  const of = (correct: number, count: number) => wilsonInterval({ correct, count })

  it('agrees with published values', () => {
    // 17 of 20: 64.0 % to 94.8 %.
    expect(of(17, 20).low).toBeCloseTo(0.64, 3)
    expect(of(17, 20).high).toBeCloseTo(0.948, 3)
  })

  it('stays between 0 and 1 and is never without width', () => {
    expect(of(0, 100)).toMatchObject({ low: 0 })
    expect(of(0, 100).high).toBeGreaterThan(0.03)
    expect(of(100, 100).high).toBeCloseTo(1, 10)
    expect(of(0, 0)).toEqual({ low: 0, high: 1 })
  })
})
