import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { fromFloat16, toFloat16 } from './float16.ts'
import { Graph } from './graph.ts'

const bits = (value: number) => toFloat16(Float32Array.of(value))[0]

describe('half precision', () => {
  // Bit patterns from the IEEE 754 binary16 tables.
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [1e9, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1023.5 * 2 ** -24, 0x0400],
  ])('writes %d as its nearest pattern', (value, expected) => {
    expect(bits(value)).toBe(expected)
  })

  it('rounds ties to the even neighbour', () => {
    expect(bits(1 + 2 ** -11)).toBe(0x3c00)
    expect(bits(1 + 3 * 2 ** -11)).toBe(0x3c02)
    expect(bits(3 * 2 ** -25)).toBe(0x0002)
  })

  it('gets every pattern back that is a number', () => {
    const all = Uint16Array.from({ length: 0x10000 }, (_, index) => index)
    const numbers = all.filter((pattern) => (pattern & 0x7fff) <= 0x7c00)
    expect(toFloat16(fromFloat16(numbers))).toEqual(numbers)
  })

  it('keeps NaN', () => {
    expect(bits(Number.NaN)).toBe(0x7e00)
  })

  it('is read back by ONNX Runtime within half a unit of the last place', async () => {
    const values = Float32Array.from(
      { length: 400 },
      (_, index) => Math.sin(index) * 2 ** ((index % 30) - 20),
    )
    const graph = new Graph()
    const half = graph.constant(toFloat16(values), [values.length])
    const attributes = { to: { type: 'float32' } } as const
    const zero = graph.input('zero', 'float32', [])
    const single = graph.node('Cast', [half], [values.length], { attributes })
    graph.output(graph.node('Add', [single, zero], [values.length]), 'read')
    const session = await InferenceSession.create(graph.serialize(), { logSeverityLevel: 3 })
    const { read } = await session.run({ zero: new Tensor('float32', Float32Array.of(0), []) })
    const data = read?.data
    if (!(data instanceof Float32Array)) throw new Error('The output is not made of floats.')
    values.forEach((value, index) => {
      const unit = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(value))) - 10))
      expect(Math.abs((data[index] ?? Number.NaN) - value)).toBeLessThanOrEqual(unit / 2)
    })
  })
})
