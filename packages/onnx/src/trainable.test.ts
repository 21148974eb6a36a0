import { describe, expect, it } from 'vitest'
import { createNoise, gradientError, loadGraph } from './gradient-check.ts'
import { decoderParameters, gradientName, llamaTrainingGraph, trainableParameters } from './index.ts'
import { operatorsOf } from './operators-of.ts'
import { randomParameters, tinyConfig, tinyConfigs, tinyConfigWithEverything } from './reference-decoder.ts'
import type { Trainable } from './trainable.ts'
import { randomAdapter, trainingBatch, trainingFeeds } from './training-feeds.ts'

const shape = { batchSize: 2, length: 7 }
const lora: Trainable = { kind: 'lora', rank: 3, alpha: 6 }
const softPrompt: Trainable = { kind: 'soft-prompt', length: 4 }
const adapters: readonly Trainable[] = [lora, softPrompt]

describe.each(adapters)('training an adapter: $kind', (trainable) => {
  it.each(tinyConfigs)('has gradients that agree with central differences: %s', async (_, config) => {
    const parameters = randomParameters(config, createNoise(5))
    const adapter = randomAdapter(config, trainable, createNoise(6))
    const runner = await loadGraph(llamaTrainingGraph(config, { ...shape, withGradients: true, trainable }))
    const batch = trainingBatch(config, shape.batchSize * shape.length)
    const feeds = trainingFeeds(config, { parameters, adapter, trainable }, batch)
    const outputs = await runner(feeds)
    const specs = trainableParameters(config, trainable)
    expect(Object.keys(outputs)).toEqual(['loss', ...specs.map(({ name }) => gradientName(name))])
    const noise = createNoise(11)
    for (const { name } of specs) {
      const gradient = outputs[gradientName(name)] ?? new Float32Array()
      expect(gradient.length, name).toBe(adapter.get(name)?.length)
      expect(await gradientError(runner, feeds, name, gradient, noise), name).toBeLessThan(5e-3)
    }
  })
})

describe('training an adapter', () => {
  const products = (trainable: Trainable, withGradients: boolean) =>
    operatorsOf(llamaTrainingGraph(tinyConfig, { ...shape, withGradients, trainable })).filter(
      ({ operator }) => operator === 'Gemm',
    ).length
  const { layerCount } = tinyConfig
  const forward = 4 * layerCount + 1

  it('computes no gradient of a frozen matrix', () => {
    expect(products({ kind: 'full' }, true)).toBe(forward + 2 * forward)
    // Backward through each projection towards its input, but no further than the soft prompt.
    expect(products(softPrompt, true)).toBe(forward + forward)
    // Two thin products more per projection; backward, four for them and one through the frozen matrix.
    // Nothing is below the first projection, so that two of them are missing there.
    expect(products(lora, false)).toBe(forward + 8 * layerCount)
    expect(products(lora, true)).toBe(forward + 8 * layerCount + 1 + 5 * 4 * layerCount - 2)
  })

  it('starts from the plain model when b is zero', async () => {
    const parameters = randomParameters(tinyConfigWithEverything, createNoise(5))
    const adapter = new Map(
      [...randomAdapter(tinyConfigWithEverything, lora, createNoise(6))].map(
        ([name, data]): [string, Float32Array] => [
          name,
          name.endsWith('.lora_b') ? new Float32Array(data.length) : data,
        ],
      ),
    )
    const batch = trainingBatch(tinyConfigWithEverything, shape.batchSize * shape.length)
    const lossOf = async (trainable: Trainable) => {
      const runner = await loadGraph(
        llamaTrainingGraph(tinyConfigWithEverything, { ...shape, withGradients: false, trainable }),
      )
      const { loss } = await runner(
        trainingFeeds(tinyConfigWithEverything, { parameters, adapter, trainable }, batch),
      )
      return loss?.[0]
    }
    expect(await lossOf(lora)).toBeCloseTo((await lossOf({ kind: 'full' })) ?? Number.NaN, 6)
  })

  it('puts a soft prompt where the embeddings of tokens would stand', async () => {
    const parameters = randomParameters(tinyConfigWithEverything, createNoise(5))
    const { hiddenSize } = tinyConfigWithEverything
    const spoken = [4, 9, 2, 31]
    const embedding = parameters.get('embedding') ?? new Float32Array()
    const vectors = new Float32Array(spoken.length * hiddenSize)
    spoken.forEach((id, index) => {
      vectors.set(embedding.subarray(id * hiddenSize, (id + 1) * hiddenSize), index * hiddenSize)
    })
    const batch = trainingBatch(tinyConfigWithEverything, shape.batchSize * shape.length)
    const soft = await loadGraph(
      llamaTrainingGraph(tinyConfigWithEverything, { ...shape, withGradients: false, trainable: softPrompt }),
    )
    const adapter = new Map([['soft_prompt', vectors]])
    const { loss } = await soft(
      trainingFeeds(tinyConfigWithEverything, { parameters, adapter, trainable: softPrompt }, batch),
    )
    const rows = Array.from({ length: shape.batchSize }, (_, row) => row * shape.length)
    const withPrompt = <T>(values: readonly T[], added: readonly T[]) =>
      rows.flatMap((start) => [...added, ...values.slice(start, start + shape.length)])
    const plainRunner = await loadGraph(
      llamaTrainingGraph(tinyConfigWithEverything, {
        batchSize: shape.batchSize,
        length: shape.length + spoken.length,
        withGradients: false,
      }),
    )
    const longer = {
      ids: withPrompt(batch.ids, spoken),
      labels: withPrompt(batch.labels, [0, 0, 0, 0]),
      weights: Float32Array.from(withPrompt([...batch.weights], [0, 0, 0, 0])),
    }
    const { loss: expected } = await plainRunner(
      trainingFeeds(tinyConfigWithEverything, { parameters }, longer),
    )
    expect(loss?.[0]).toBeCloseTo(expected?.[0] ?? Number.NaN, 5)
  })

  it.each<Trainable>([
    { kind: 'lora', rank: 0, alpha: 1 },
    { kind: 'lora', rank: 1.5, alpha: 1 },
    { kind: 'soft-prompt', length: -1 },
  ])('refuses a size that is no count: %o', (trainable) => {
    expect(() => llamaTrainingGraph(tinyConfig, { ...shape, withGradients: true, trainable })).toThrow(
      RangeError,
    )
  })

  it('lists what a full run trains in the order of checkpoints', () => {
    expect(trainableParameters(tinyConfigWithEverything, { kind: 'full' })).toEqual(
      decoderParameters(tinyConfigWithEverything),
    )
  })
})
