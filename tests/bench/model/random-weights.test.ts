import { describe, expect, it } from 'vitest'
import { randomTensor } from './random-weights.ts'

describe('random weights', () => {
  it('depend on the name and the shape alone', () => {
    const tensor = { name: 'model.layers.0.mlp.up_proj.weight', shape: [8, 32] }
    expect(randomTensor(tensor)).toEqual(randomTensor(tensor))
    expect(randomTensor(tensor)).not.toEqual(randomTensor({ ...tensor, name: 'another' }))
  })

  it('have variance 1/in in a matrix, and lie around 1 in gains', () => {
    const matrix = randomTensor({ name: 'matrix', shape: [256, 64] })
    const variance = matrix.reduce((sum, value) => sum + value * value, 0) / matrix.length
    expect(variance * 64).toBeCloseTo(1, 1)
    expect(Math.abs(matrix.reduce((sum, value) => sum + value, 0) / matrix.length)).toBeLessThan(0.01)
    for (const gain of randomTensor({ name: 'gains', shape: [64] }))
      expect(Math.abs(gain - 1)).toBeLessThan(0.1)
  })

  it('are always the same numbers', () => {
    expect([...randomTensor({ name: 'pinned', shape: [3] })]).toMatchInlineSnapshot(`
      [
        1.080510139465332,
        1.0482507944107056,
        1.0923908948898315,
      ]
    `)
  })
})
