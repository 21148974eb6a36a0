import { beforeAll, describe, expect, it } from 'vitest'
import { createNoise, type GraphRunner, gradientError, loadGraph } from './gradient-check.ts'
import { decoderParameters, gradientName, llamaTrainingGraph } from './index.ts'
import { randomParameters, referenceLogits, tinyConfig, tinyConfigs } from './reference-decoder.ts'
import { trainingBatch, trainingFeeds } from './training-feeds.ts'

const batchSize = 2
const length = 9
const rows = batchSize * length

describe.each(tinyConfigs)('the training graph: %s', (_, config) => {
  const parameters = randomParameters(config, createNoise(5))
  const batch = trainingBatch(config, rows)
  const { ids, labels } = batch
  const feedsWith = (weights: Float32Array) => trainingFeeds(config, { parameters }, { ...batch, weights })
  let runner: GraphRunner

  const referenceLoss = (row: number): number => {
    const sequence = Math.floor(row / length)
    const logits = referenceLogits(config, parameters, ids.slice(sequence * length, (sequence + 1) * length))
    const chosen = logits[row % length] ?? []
    const total = chosen.reduce((sum, value) => sum + Math.exp(value), 0)
    return Math.log(total) - (chosen[labels[row] ?? 0] ?? 0)
  }

  beforeAll(async () => {
    runner = await loadGraph(llamaTrainingGraph(config, { batchSize, length, withGradients: true }))
  })

  it('computes the loss of every position like a plain implementation', async () => {
    for (const row of [0, 4, 8, 9, 17]) {
      const weights = new Float32Array(rows)
      weights[row] = 1
      const { loss } = await runner(feedsWith(weights))
      expect(loss?.[0]).toBeCloseTo(referenceLoss(row), 4)
    }
  })

  it('weighs the positions of the batch', async () => {
    const weights = new Float32Array(rows)
    weights[3] = 0.25
    weights[12] = 0.75
    const { loss } = await runner(feedsWith(weights))
    expect(loss?.[0]).toBeCloseTo(0.25 * referenceLoss(3) + 0.75 * referenceLoss(12), 4)
  })

  it('computes the same loss without gradients', async () => {
    const forward = await loadGraph(llamaTrainingGraph(config, { batchSize, length, withGradients: false }))
    const feeds = feedsWith(new Float32Array(rows).fill(1 / rows))
    const outputs = await forward(feeds)
    expect(Object.keys(outputs)).toEqual(['loss'])
    expect(outputs['loss']?.[0]).toBeCloseTo((await runner(feeds))['loss']?.[0] ?? Number.NaN, 6)
  })

  it('computes gradients that agree with central differences, for every parameter', async () => {
    const feeds = feedsWith(batch.weights)
    const outputs = await runner(feeds)
    const noise = createNoise(11)
    for (const { name } of decoderParameters(config)) {
      const gradient = outputs[gradientName(name)] ?? new Float32Array()
      expect(gradient.length, name).toBe(parameters.get(name)?.length)
      expect(await gradientError(runner, feeds, name, gradient, noise), name).toBeLessThan(5e-3)
    }
  })
})

describe('the shape of attention', () => {
  it.each([
    [{ headCount: 8, keyValueHeadCount: 3 }, '8 query heads'],
    [{ headCount: 5 }, '5 heads'],
  ])('is refused when heads do not divide evenly: %o', (change, message) => {
    expect(() => decoderParameters({ ...tinyConfig, ...change })).toThrow(message)
  })
})
