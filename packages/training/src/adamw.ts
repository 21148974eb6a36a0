import { type AdamWSettings, isMatrix, type ParameterSpec } from '@trialogue/onnx'
import type { Parameters } from './parameters.ts'

export const defaultAdamW: AdamWSettings = {
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
  settings: AdamWSettings,
): void {
  const { data, gradient, first, second } = tensor
  const { beta1, beta2, epsilon } = settings
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
 * Adam with decoupled weight decay and clipping by the global norm, for the parameters that the specs name.
 * `stepsDone` and `moments` continue an earlier run. Source: https://arxiv.org/abs/1711.05101
 */
export function createAdamW(
  specs: readonly ParameterSpec[],
  parameters: Parameters,
  settings: AdamWSettings = defaultAdamW,
  state: { stepsDone: number; moments: Moments } = { stepsDone: 0, moments: zeroMoments(parameters) },
): AdamW {
  const { moments } = state
  let steps = state.stepsDone
  return {
    moments,
    step: (gradients, learningRate) => {
      steps += 1
      const gradientNorm = norm(gradients)
      const clip = gradientNorm > settings.clipNorm ? settings.clipNorm / gradientNorm : 1
      const correction1 = 1 / (1 - settings.beta1 ** steps)
      const correction2 = 1 / (1 - settings.beta2 ** steps)
      for (const { name, shape } of specs) {
        const data = parameters.get(name)
        const gradient = gradients.get(name)
        const first = moments.first.get(name)
        const second = moments.second.get(name)
        if (!data || !gradient || !first || !second)
          throw new Error(`The parameter "${name}" has no values, gradient or moments.`)
        const decay = isMatrix(shape) ? settings.weightDecay * learningRate : 0
        const update = { learningRate, decay, clip, correction1, correction2 }
        updateTensor({ data, gradient, first, second }, update, settings)
      }
      return gradientNorm
    },
  }
}
