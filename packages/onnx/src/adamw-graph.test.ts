import { describe, expect, it } from 'vitest'
import { createNoise, type Feeds, loadGraph } from './gradient-check.ts'
import {
  adamWNames,
  adamWScalars,
  gradientName,
  llamaTrainingGraph,
  type ParameterSpec,
  trainableParameters,
} from './index.ts'
import { tinyConfigWithEverything as config, randomParameters } from './reference-decoder.ts'
import type { Trainable } from './trainable.ts'
import { randomAdapter, trainingBatch, trainingFeeds } from './training-feeds.ts'

const shape = { batchSize: 2, length: 7 }
const steps = 5
const parameters = randomParameters(config, createNoise(5))
const batch = trainingBatch(config, shape.batchSize * shape.length)

type Tensors = Map<string, Float32Array>
type State = { values: Tensors; first: Tensors; second: Tensors }

function startOf(specs: readonly ParameterSpec[], values: ReadonlyMap<string, Float32Array>): State {
  const copies = new Map(specs.map(({ name }) => [name, (values.get(name) ?? new Float32Array()).slice()]))
  const zeros = () => new Map([...copies].map(([name, data]) => [name, new Float32Array(data.length)]))
  return { values: copies, first: zeros(), second: zeros() }
}

const settings = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.05 }
const rateAt = (step: number) => 0.02 / step

/** AdamW element by element in double precision, as the paper writes it. Changes the state; returns the norm. */
function plainStep(state: State, gradients: Tensors, step: number, clipNorm: number): number {
  const { beta1, beta2, epsilon, weightDecay } = settings
  const norm = Math.hypot(...[...gradients.values()].map((gradient) => Math.hypot(...gradient)))
  for (const [name, data] of state.values) {
    const first = state.first.get(name) ?? new Float32Array()
    const second = state.second.get(name) ?? new Float32Array()
    const decay = name.endsWith('norm') || name.endsWith('bias') ? 0 : weightDecay
    data.forEach((value, index) => {
      const slope = (gradients.get(name)?.[index] ?? 0) * Math.min(1, clipNorm / norm)
      const mean = beta1 * (first[index] ?? 0) + (1 - beta1) * slope
      const square = beta2 * (second[index] ?? 0) + (1 - beta2) * slope ** 2
      first[index] = mean
      second[index] = square
      const move = mean / (1 - beta1 ** step) / (Math.sqrt(square / (1 - beta2 ** step)) + epsilon)
      data[index] = value - rateAt(step) * (move + decay * value)
    })
  }
  return norm
}

const trainables: readonly Trainable[] = [
  { kind: 'full' },
  { kind: 'lora', rank: 3, alpha: 6 },
  { kind: 'soft-prompt', length: 4 },
]

describe.each(trainables)('a training step inside the graph: $kind', (trainable) => {
  const specs = trainableParameters(config, trainable)
  const adapter = trainable.kind === 'full' ? parameters : randomAdapter(config, trainable, createNoise(6))
  const feedsOf = (values: Tensors) =>
    trainingFeeds(config, { parameters, adapter: values, trainable }, batch)

  /** Five steps with the optimizer in the graph; feeds the outputs of one step to the next. */
  async function trainInGraph(clipNorm: number) {
    const withOptimizer = { ...settings, clipNorm }
    const runner = await loadGraph(
      llamaTrainingGraph(config, { ...shape, withGradients: false, trainable, withOptimizer }),
    )
    let state = startOf(specs, adapter)
    const norms: number[] = []
    for (let step = 1; step <= steps; step += 1) {
      const scalar = (value: number) => ({ data: Float32Array.of(value), shape: [] })
      const moments = specs.flatMap(({ name, shape: dimensions }): [string, Feeds[string]][] => [
        [
          adamWNames(name).firstMoment,
          { data: state.first.get(name) ?? new Float32Array(), shape: dimensions },
        ],
        [
          adamWNames(name).secondMoment,
          { data: state.second.get(name) ?? new Float32Array(), shape: dimensions },
        ],
      ])
      const outputs = await runner({
        ...feedsOf(state.values),
        ...Object.fromEntries(moments),
        [adamWScalars.learningRate]: scalar(rateAt(step)),
        [adamWScalars.firstCorrection]: scalar(1 / (1 - settings.beta1 ** step)),
        [adamWScalars.secondCorrection]: scalar(1 / (1 - settings.beta2 ** step)),
      })
      norms.push(outputs['gradient_norm']?.[0] ?? Number.NaN)
      const taken = (nameOf: (names: ReturnType<typeof adamWNames>) => string) =>
        new Map(specs.map(({ name }) => [name, outputs[nameOf(adamWNames(name))] ?? new Float32Array()]))
      state = {
        values: taken((names) => names.updated),
        first: taken((names) => names.updatedFirstMoment),
        second: taken((names) => names.updatedSecondMoment),
      }
    }
    return { state, norms }
  }

  async function trainOutside(clipNorm: number) {
    const runner = await loadGraph(llamaTrainingGraph(config, { ...shape, withGradients: true, trainable }))
    const state = startOf(specs, adapter)
    const norms: number[] = []
    for (let step = 1; step <= steps; step += 1) {
      const outputs = await runner(feedsOf(state.values))
      const gradients = new Map(
        specs.map(({ name }) => [name, outputs[gradientName(name)] ?? new Float32Array()]),
      )
      norms.push(plainStep(state, gradients, step, clipNorm))
    }
    return { state, norms }
  }

  it.each([
    ['with clipping', 0.01],
    ['without clipping', 1e6],
  ])('equals plain AdamW over five steps, %s', async (_, clipNorm) => {
    const inside = await trainInGraph(clipNorm)
    const outside = await trainOutside(clipNorm)
    for (const [step, norm] of inside.norms.entries()) {
      expect(norm).toBeCloseTo(outside.norms[step] ?? Number.NaN, 4)
    }
    for (const { name } of specs) {
      const expected = outside.state.values.get(name) ?? new Float32Array()
      const got = inside.state.values.get(name) ?? new Float32Array()
      expect(got.length, name).toBe(expected.length)
      const error = got.reduce(
        (worst, value, index) => Math.max(worst, Math.abs(value - (expected[index] ?? Number.NaN))),
        0,
      )
      expect(error, name).toBeLessThan(1e-5)
      expect(got, name).not.toEqual(adapter.get(name))
    }
  })
})
