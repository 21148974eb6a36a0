import type { ParameterSpec } from '@trialogue/onnx'
import { describe, expect, it } from 'vitest'
import { createAdamW, defaultAdamW } from './adamw.ts'

const tensors = (entries: Record<string, number[]>) =>
  new Map(Object.entries(entries).map(([name, values]) => [name, Float32Array.from(values)]))

const vector = (name: string, length: number): ParameterSpec => ({ name, shape: [length] })
const matrix = (name: string, rows: number, columns: number): ParameterSpec => ({
  name,
  shape: [rows, columns],
})

describe('AdamW', () => {
  it('moves every element by the learning rate in the first step, whatever the size of its gradient', () => {
    const parameters = tensors({ gains: [1, 1, 1] })
    createAdamW([vector('gains', 3)], parameters).step(tensors({ gains: [0.5, -0.001, 0] }), 0.01)
    const [first, second, third] = parameters.get('gains') ?? []
    expect(first).toBeCloseTo(0.99, 6)
    expect(second).toBeCloseTo(1.01, 4)
    expect(third).toBe(1)
  })

  it('follows the formulas of the paper over two steps', () => {
    const parameters = tensors({ matrix: [2] })
    const settings = { ...defaultAdamW, weightDecay: 0.1 }
    const optimizer = createAdamW([matrix('matrix', 1, 1)], parameters, settings)
    optimizer.step(tensors({ matrix: [0.3] }), 0.1)
    optimizer.step(tensors({ matrix: [-0.5] }), 0.1)
    const afterFirst = 2 - 0.1 - 0.1 * 0.1 * 2
    const mean = (0.9 * 0.1 * 0.3 - 0.1 * 0.5) / (1 - 0.9 ** 2)
    const square = (0.95 * 0.05 * 0.09 + 0.05 * 0.25) / (1 - 0.95 ** 2)
    const expected = afterFirst - (0.1 * mean) / (Math.sqrt(square) + 1e-8) - 0.1 * 0.1 * afterFirst
    expect(parameters.get('matrix')?.[0]).toBeCloseTo(expected, 5)
  })

  it('decays matrices but neither gains nor biases, whatever their names', () => {
    const specs = [matrix('bias.lora_a', 1, 2), matrix('norm', 2, 1), vector('gains', 2), vector('shift', 2)]
    const parameters = tensors(Object.fromEntries(specs.map(({ name }) => [name, [1, 1]])))
    const gradients = tensors(Object.fromEntries(specs.map(({ name }) => [name, [0, 0]])))
    createAdamW(specs, parameters).step(gradients, 0.1)
    for (const { name, shape } of specs)
      expect(parameters.get(name)?.[1], name).toBeCloseTo(shape.length === 2 ? 1 - 0.1 * 0.05 : 1, 6)
  })

  it('shortens gradients that are longer than the limit, over all parameters together', () => {
    const parameters = tensors({ a: [0], b: [0] })
    const optimizer = createAdamW([vector('a', 1), vector('b', 1)], parameters)
    expect(optimizer.step(tensors({ a: [3], b: [4] }), 0.1)).toBeCloseTo(5, 6)
    expect(optimizer.moments.first.get('a')?.[0]).toBeCloseTo(0.1 * 0.6, 6)
    expect(optimizer.moments.first.get('b')?.[0]).toBeCloseTo(0.1 * 0.8, 6)
  })

  it('leaves alone what it has no spec of', () => {
    const parameters = tensors({ a: [1], b: [1] })
    createAdamW([vector('a', 1)], parameters).step(tensors({ a: [1], b: [1] }), 0.1)
    expect(parameters.get('a')?.[0]).toBeLessThan(1)
    expect(parameters.get('b')?.[0]).toBe(1)
  })

  it('refuses gradients that lack a parameter', () => {
    const optimizer = createAdamW([vector('a', 1), vector('b', 1)], tensors({ a: [0], b: [0] }))
    expect(() => optimizer.step(tensors({ a: [1] }), 0.1)).toThrow('"b"')
  })
})
