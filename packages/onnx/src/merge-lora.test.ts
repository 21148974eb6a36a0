import { describe, expect, it } from 'vitest'
import { createNoise, loadGraph } from './gradient-check.ts'
import { llamaTrainingGraph, mergeLora } from './index.ts'
import { randomParameters, tinyConfigs } from './reference-decoder.ts'
import { randomAdapter, trainingBatch, trainingFeeds } from './training-feeds.ts'

const lora = { kind: 'lora', rank: 3, alpha: 12 } as const
const shape = { batchSize: 2, length: 7, withGradients: false }

describe.each(tinyConfigs)('merging LoRA into plain parameters: %s', (_, config) => {
  const parameters = randomParameters(config, createNoise(5))
  const adapter = randomAdapter(config, lora, createNoise(6))

  it('gives a plain model that computes what model and adapter compute together', async () => {
    const adapted = await loadGraph(llamaTrainingGraph(config, { ...shape, trainable: lora }))
    const plain = await loadGraph(llamaTrainingGraph(config, shape))
    const merged = mergeLora(config, parameters, adapter, lora)
    const batch = trainingBatch(config, shape.batchSize * shape.length)
    for (const row of [1, 6, 13]) {
      const weights = new Float32Array(shape.batchSize * shape.length)
      weights[row] = 1
      const at = { ...batch, weights }
      const together = await adapted(trainingFeeds(config, { parameters, adapter, trainable: lora }, at))
      const alone = await plain(trainingFeeds(config, { parameters: merged }, at))
      const before = await plain(trainingFeeds(config, { parameters }, at))
      expect(alone['loss']?.[0]).toBeCloseTo(together['loss']?.[0] ?? Number.NaN, 4)
      expect(Math.abs((alone['loss']?.[0] ?? 0) - (before['loss']?.[0] ?? 0))).toBeGreaterThan(1e-3)
    }
  })

  it('leaves the given parameters as they are', () => {
    const untouched = randomParameters(config, createNoise(5))
    mergeLora(config, parameters, adapter, lora)
    expect(parameters).toEqual(untouched)
  })

  it('refuses an adapter that lacks a tensor or has another rank', () => {
    const incomplete = new Map(adapter)
    incomplete.delete('layers.1.feed_forward.down.lora_b')
    expect(() => mergeLora(config, parameters, incomplete, lora)).toThrow('down.lora_b')
    expect(() => mergeLora(config, parameters, adapter, { ...lora, rank: 4 })).toThrow('another shape')
  })
})
