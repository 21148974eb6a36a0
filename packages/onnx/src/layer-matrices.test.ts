import { describe, expect, it } from 'vitest'
import { decoderParameters, isMatrix, layerMatrices } from './index.ts'
import { tinyConfig, tinyConfigs } from './reference-decoder.ts'

describe('the matrices of the layers', () => {
  it.each(tinyConfigs)(
    'are all that is neither a gain, a bias, the embedding nor the head: %s',
    (_, config) => {
      const others = ['embedding', 'head']
      const expected = decoderParameters(config).filter(
        ({ name, shape }) => isMatrix(shape) && !others.includes(name),
      )
      expect(layerMatrices(config).map(({ name, shape }) => ({ name, shape }))).toEqual(expected)
      expect(expected).toHaveLength(4 * config.layerCount)
    },
  )

  it.each(tinyConfigs)('have widths that fill their columns: %s', (_, config) => {
    for (const { name, shape, widths } of layerMatrices(config))
      expect(
        widths.reduce((sum, width) => sum + width, 0),
        name,
      ).toBe(shape[1])
  })

  it('have narrower keys and values where queries share them', () => {
    const [packed] = layerMatrices({ ...tinyConfig, headCount: 8, keyValueHeadCount: 2 })
    expect(packed?.widths).toEqual([32, 8, 8])
  })
})
