import { describe, expect, it } from 'vitest'
import { createNoise } from './gradient-check.ts'
import { dequantizeBlocks, quantizeBlocks } from './quantize-blocks.ts'

const noise = createNoise(5)
const weights = Float32Array.from({ length: 4 * 32 }, noise)

describe.each([8, 4] as const)('blocks of %i-bit weights', (bits) => {
  it('lie at most one step from the weights, most of them half a step', () => {
    const quantized = quantizeBlocks(weights, bits)
    const back = dequantizeBlocks(quantized, bits)
    const steps = weights.map(
      (weight, index) =>
        Math.abs(weight - (back[index] ?? 0)) / Math.abs(quantized.scales[Math.floor(index / 32)] ?? 0),
    )
    expect(Math.max(...steps)).toBeLessThanOrEqual(1 + 1e-5)
    expect(steps.filter((step) => step > 0.5 + 1e-5).length).toBeLessThan(weights.length / 16)
  })

  it('keep the weight farthest from zero, whatever its sign, and zero', () => {
    for (const farthest of [3, -3]) {
      const block = new Float32Array(32).fill(0.25)
      block[7] = farthest
      block[8] = 0
      const back = dequantizeBlocks(quantizeBlocks(block, bits), bits)
      expect(back[7]).toBe(farthest)
      expect(Math.abs(back[8] ?? 1)).toBe(0)
    }
  })

  it('hold what was in blocks before without a change', () => {
    const once = dequantizeBlocks(quantizeBlocks(weights, bits), bits)
    expect(dequantizeBlocks(quantizeBlocks(once, bits), bits)).toEqual(once)
  })

  it('hold zeros', () => {
    const back = dequantizeBlocks(quantizeBlocks(new Float32Array(32), bits), bits)
    expect(back.filter((weight) => weight !== 0)).toHaveLength(0)
  })

  it('are whole', () => {
    expect(() => quantizeBlocks(new Float32Array(40), bits)).toThrow('40')
  })
})
