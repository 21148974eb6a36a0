import { beforeAll, describe, expect, it } from 'vitest'
import { createNoise, type Feeds, type GraphRunner, gradientError, loadGraph } from './gradient-check.ts'
import { decoderParameters, gradientName, llamaTrainingGraph } from './index.ts'
import { randomParameters, referenceLogits, tinyConfig } from './reference-decoder.ts'

const batchSize = 2
const length = 9
const rows = batchSize * length
const parameters = randomParameters(tinyConfig, createNoise(5))
const ids = Array.from({ length: rows }, (_, index) => (index * 17 + 3) % tinyConfig.vocabSize)
const labels = Array.from({ length: rows }, (_, index) => (index * 11 + 7) % tinyConfig.vocabSize)

function feedsWith(weights: Float32Array): Feeds {
  const fed = decoderParameters(tinyConfig).map(({ name, shape }): [string, Feeds[string]] => [
    name,
    { data: parameters.get(name) ?? new Float32Array(), shape },
  ])
  return {
    ...Object.fromEntries(fed),
    ids: { data: BigInt64Array.from(ids, BigInt), shape: [rows] },
    labels: { data: BigInt64Array.from(labels, BigInt), shape: [rows] },
    weights: { data: weights, shape: [rows] },
  }
}

function referenceLoss(row: number): number {
  const sequence = Math.floor(row / length)
  const logits = referenceLogits(
    tinyConfig,
    parameters,
    ids.slice(sequence * length, (sequence + 1) * length),
  )
  const chosen = logits[row % length] ?? []
  const total = chosen.reduce((sum, value) => sum + Math.exp(value), 0)
  return Math.log(total) - (chosen[labels[row] ?? 0] ?? 0)
}

describe('the training graph', () => {
  let runner: GraphRunner

  beforeAll(async () => {
    runner = await loadGraph(llamaTrainingGraph(tinyConfig, { batchSize, length, withGradients: true }))
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
    const forward = await loadGraph(
      llamaTrainingGraph(tinyConfig, { batchSize, length, withGradients: false }),
    )
    const feeds = feedsWith(new Float32Array(rows).fill(1 / rows))
    const outputs = await forward(feeds)
    expect(Object.keys(outputs)).toEqual(['loss'])
    expect(outputs['loss']?.[0]).toBeCloseTo((await runner(feeds))['loss']?.[0] ?? Number.NaN, 6)
  })

  it('computes gradients that agree with central differences, for every parameter', async () => {
    const weights = Float32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 0 : 1 / 12))
    const feeds = feedsWith(weights)
    const outputs = await runner(feeds)
    const noise = createNoise(11)
    for (const { name } of decoderParameters(tinyConfig)) {
      const gradient = outputs[gradientName(name)] ?? new Float32Array()
      expect(gradient.length, name).toBe(parameters.get(name)?.length)
      expect(await gradientError(runner, feeds, name, gradient, noise), name).toBeLessThan(5e-3)
    }
  })
})
