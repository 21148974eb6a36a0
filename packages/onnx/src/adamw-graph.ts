import { isMatrix } from './decoder-config.ts'
import type { Graph, Tensor } from './graph.ts'
import { combine, sumAxes } from './operators/elementwise.ts'

/** The fixed numbers of AdamW with clipping by the global norm. Source: https://arxiv.org/abs/1711.05101 */
export type AdamWSettings = {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Applied to matrices only: gains and biases are not pulled towards zero. */
  readonly weightDecay: number
  /** Gradients longer than this (over all parameters together) are shortened to it. */
  readonly clipNorm: number
}

/**
 * Scalar inputs of a graph with an optimizer, float32. In step t (from 1) the corrections are
 * 1 / (1 − beta1^t) and 1 / (1 − beta2^t).
 */
export const adamWScalars = {
  learningRate: 'learning_rate',
  firstCorrection: 'first_correction',
  secondCorrection: 'second_correction',
} as const

/** Inputs and outputs that a graph with an optimizer has for a parameter, all in the parameter's shape. */
export function adamWNames(parameter: string) {
  return {
    firstMoment: `first_moment.${parameter}`,
    secondMoment: `second_moment.${parameter}`,
    updated: `updated.${parameter}`,
    updatedFirstMoment: `updated.first_moment.${parameter}`,
    updatedSecondMoment: `updated.second_moment.${parameter}`,
  } as const
}

function globalNorm(graph: Graph, gradients: readonly Tensor[]): Tensor {
  const squares = gradients.map((gradient): Tensor => {
    const axes = gradient.shape.map((_, axis) => axis)
    const sum = sumAxes(graph, combine(graph, 'Mul', gradient, gradient), axes)
    return graph.node<number>('Reshape', [sum, graph.integers([])], [])
  })
  const total = squares.reduce((sum, square) => combine(graph, 'Add', sum, square))
  return graph.node('Sqrt', [total], [])
}

/**
 * Appends one step of AdamW. Moments and scalars become inputs; outputs are `gradient_norm` (before
 * clipping) and, for each parameter, its new value and moments. An output must not share memory with
 * its input: the caller swaps two sets of buffers from step to step.
 */
export function appendAdamW(
  graph: Graph,
  settings: AdamWSettings,
  trained: readonly { readonly parameter: Tensor; readonly gradient: Tensor }[],
): void {
  const { beta1, beta2, epsilon, weightDecay, clipNorm } = settings
  const scalar = (value: number) => graph.scalar(value)
  const times = (a: Tensor, b: Tensor) => combine(graph, 'Mul', a, b)
  const plus = (a: Tensor, b: Tensor) => combine(graph, 'Add', a, b)
  const rate = graph.input(adamWScalars.learningRate, 'float32', [])
  const firstCorrection = graph.input(adamWScalars.firstCorrection, 'float32', [])
  const secondCorrection = graph.input(adamWScalars.secondCorrection, 'float32', [])
  const norm = globalNorm(
    graph,
    trained.map(({ gradient }) => gradient),
  )
  graph.output(norm, 'gradient_norm')
  // clipNorm / max(norm, clipNorm): 1 for gradients that are short enough, and never a division by zero.
  const clip = graph.node('Div', [scalar(clipNorm), graph.node('Clip', [norm, scalar(clipNorm)], [])], [])
  for (const { parameter, gradient } of trained) {
    const { name, shape } = parameter
    const names = adamWNames(name)
    const first = graph.input(names.firstMoment, 'float32', shape)
    const second = graph.input(names.secondMoment, 'float32', shape)
    const slope = times(gradient, clip)
    const mean = plus(times(first, scalar(beta1)), times(slope, scalar(1 - beta1)))
    const square = plus(times(second, scalar(beta2)), times(times(slope, slope), scalar(1 - beta2)))
    const root = plus(graph.node('Sqrt', [times(square, secondCorrection)], shape), scalar(epsilon))
    const move = graph.node('Div', [times(mean, firstCorrection), root], shape)
    const decayed = isMatrix(shape) ? plus(move, times(parameter, scalar(weightDecay))) : move
    graph.output(combine(graph, 'Sub', parameter, times(decayed, rate)), names.updated)
    graph.output(mean, names.updatedFirstMoment)
    graph.output(square, names.updatedSecondMoment)
  }
}
