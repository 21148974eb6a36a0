import { describe, expect, it } from 'vitest'
import { createAdamW, defaultAdamW } from './adamw.ts'

const tensors = (entries: Record<string, number[]>) =>
  new Map(Object.entries(entries).map(([name, values]) => [name, Float32Array.from(values)]))

describe('AdamW', () => {
  it('moves every element by the learning rate in the first step, whatever the size of its gradient', () => {
    const parameters = tensors({ 'a.norm': [1, 1, 1] })
    createAdamW(parameters).step(tensors({ 'a.norm': [0.5, -0.001, 0] }), 0.01)
    const [first, second, third] = parameters.get('a.norm') ?? []
    expect(first).toBeCloseTo(0.99, 6)
    expect(second).toBeCloseTo(1.01, 4)
    expect(third).toBe(1)
  })

  it('follows the formulas of the paper over two steps', () => {
    const parameters = tensors({ matrix: [2] })
    const optimizer = createAdamW(parameters, { ...defaultAdamW, weightDecay: 0.1 })
    optimizer.step(tensors({ matrix: [0.3] }), 0.1)
    optimizer.step(tensors({ matrix: [-0.5] }), 0.1)
    const afterFirst = 2 - 0.1 - 0.1 * 0.1 * 2
    const mean = (0.9 * 0.1 * 0.3 - 0.1 * 0.5) / (1 - 0.9 ** 2)
    const square = (0.95 * 0.05 * 0.09 + 0.05 * 0.25) / (1 - 0.95 ** 2)
    const expected = afterFirst - (0.1 * mean) / (Math.sqrt(square) + 1e-8) - 0.1 * 0.1 * afterFirst
    expect(parameters.get('matrix')?.[0]).toBeCloseTo(expected, 5)
  })

  it('decays matrices but not gains', () => {
    const parameters = tensors({ matrix: [1], 'layers.0.attention_norm': [1] })
    createAdamW(parameters).step(tensors({ matrix: [0], 'layers.0.attention_norm': [0] }), 0.1)
    expect(parameters.get('matrix')?.[0]).toBeCloseTo(1 - 0.1 * 0.05, 6)
    expect(parameters.get('layers.0.attention_norm')?.[0]).toBe(1)
  })

  it('shortens gradients that are longer than the limit, over all parameters together', () => {
    const parameters = tensors({ a: [0], b: [0] })
    const optimizer = createAdamW(parameters)
    expect(optimizer.step(tensors({ a: [3], b: [4] }), 0.1)).toBeCloseTo(5, 6)
    expect(optimizer.moments.first.get('a')?.[0]).toBeCloseTo(0.1 * 0.6, 6)
    expect(optimizer.moments.first.get('b')?.[0]).toBeCloseTo(0.1 * 0.8, 6)
  })

  it('refuses gradients that lack a parameter', () => {
    expect(() => createAdamW(tensors({ a: [0], b: [0] })).step(tensors({ a: [1] }), 0.1)).toThrow('"b"')
  })
})
