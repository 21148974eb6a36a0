import type { Parameters } from './parameters.ts'

export type AdamWOptions = {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Applied to matrices only: gains and biases are not pulled towards zero. */
  readonly weightDecay: number
  /** Gradients longer than this (over all parameters together) are shortened to it. */
  readonly clipNorm: number
}

export const defaultAdamW: AdamWOptions = {
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.05,
  clipNorm: 1,
}

/** Running means of the gradients and their squares; kept in checkpoints. */
export type Moments = { readonly first: Parameters; readonly second: Parameters }

export type AdamW = {
  readonly moments: Moments
  /** Changes the parameters in place and returns the length of the gradient before clipping. */
  step(gradients: Parameters, learningRate: number): number
}

type Update = {
  readonly learningRate: number
  readonly decay: number
  readonly clip: number
  readonly correction1: number
  readonly correction2: number
}

export function zeroMoments(parameters: Parameters): Moments {
  const zeros = () =>
    new Map(
      [...parameters].map(([name, data]): [string, Float32Array] => [name, new Float32Array(data.length)]),
    )
  return { first: zeros(), second: zeros() }
}

function norm(gradients: Parameters): number {
  let sum = 0
  for (const gradient of gradients.values()) {
    for (let index = 0; index < gradient.length; index += 1) sum += (gradient[index] ?? 0) ** 2
  }
  return Math.sqrt(sum)
}

/** A plain loop over numbers: it runs once per parameter and step, so it must not allocate. */
function updateTensor(
  tensor: { data: Float32Array; gradient: Float32Array; first: Float32Array; second: Float32Array },
  update: Update,
  options: AdamWOptions,
): void {
  const { data, gradient, first, second } = tensor
  const { beta1, beta2, epsilon } = options
  const rate = update.learningRate * update.correction1
  for (let index = 0; index < data.length; index += 1) {
    const slope = (gradient[index] ?? 0) * update.clip
    const mean = beta1 * (first[index] ?? 0) + (1 - beta1) * slope
    const square = beta2 * (second[index] ?? 0) + (1 - beta2) * slope * slope
    first[index] = mean
    second[index] = square
    const value = data[index] ?? 0
    data[index] =
      value - (rate * mean) / (Math.sqrt(square * update.correction2) + epsilon) - update.decay * value
  }
}

/**
 * Adam with decoupled weight decay and clipping by the global norm.
 * `stepsDone` and `moments` continue an earlier run. Source: https://arxiv.org/abs/1711.05101
 */
export function createAdamW(
  parameters: Parameters,
  options: AdamWOptions = defaultAdamW,
  state: { stepsDone: number; moments: Moments } = { stepsDone: 0, moments: zeroMoments(parameters) },
): AdamW {
  const { moments } = state
  let steps = state.stepsDone
  return {
    moments,
    step: (gradients, learningRate) => {
      steps += 1
      const gradientNorm = norm(gradients)
      const clip = gradientNorm > options.clipNorm ? options.clipNorm / gradientNorm : 1
      const correction1 = 1 / (1 - options.beta1 ** steps)
      const correction2 = 1 / (1 - options.beta2 ** steps)
      for (const [name, data] of parameters) {
        const gradient = gradients.get(name)
        const first = moments.first.get(name)
        const second = moments.second.get(name)
        if (!gradient || !first || !second)
          throw new Error(`The parameter "${name}" has no gradient or moments.`)
        const isMatrix = !name.endsWith('norm') && !name.endsWith('bias')
        const decay = isMatrix ? options.weightDecay * learningRate : 0
        const update = { learningRate, decay, clip, correction1, correction2 }
        updateTensor({ data, gradient, first, second }, update, options)
      }
      return gradientNorm
    },
  }
}
