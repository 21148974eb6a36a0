import { describe, expect, it } from 'vitest'
import { createNoise } from './gradient-check.ts'
import { llamaDecoderGraph, llamaTrainingGraph } from './index.ts'
import { operatorsOf } from './operators-of.ts'
import { randomParameters, tinyArchitectures, tinyConfig, tinyConfigs } from './reference-decoder.ts'
import type { Trainable } from './trainable.ts'

/** Operators of ONNX's own domain, set 18, that graphs may use: https://onnx.ai/onnx/operators/ */
const standardOperators = new Set([
  'Add',
  'And',
  'Cast',
  'Clip',
  'Concat',
  'ConstantOfShape',
  'Cos',
  'Div',
  'Expand',
  'Gather',
  'GatherElements',
  'Gemm',
  'Identity',
  'LessOrEqual',
  'Log',
  'MatMul',
  'Mul',
  'Neg',
  'Range',
  'Reciprocal',
  'ReduceMean',
  'ReduceSum',
  'Reshape',
  'ScatterElements',
  'ScatterND',
  'Shape',
  'Sigmoid',
  'Sin',
  'Softmax',
  'Split',
  'Sqrt',
  'Squeeze',
  'Sub',
  'Transpose',
  'Unsqueeze',
  'Where',
])

const everyTrainable: readonly Trainable[] = [
  { kind: 'full' },
  { kind: 'lora', rank: 2, alpha: 4 },
  { kind: 'soft-prompt', length: 3 },
]
const withOptimizer = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.05, clipNorm: 1 }

function expectStandard(model: Uint8Array): void {
  const operators = operatorsOf(model)
  expect(operators.length).toBeGreaterThan(50)
  const foreign = operators.filter(
    ({ operator, domain }) => domain !== '' || !standardOperators.has(operator),
  )
  expect(foreign).toEqual([])
}

describe.each(tinyConfigs)('only standard operators are used: %s', (_, config) => {
  it.each(everyTrainable)('by the training graph, $kind', (trainable) => {
    const shape = { batchSize: 2, length: 5, withGradients: true }
    expectStandard(llamaTrainingGraph(config, { ...shape, trainable, withOptimizer }))
  })

  it('by the decoder graph with standard attention', () => {
    const parameters = randomParameters(config, createNoise(1))
    expectStandard(llamaDecoderGraph(config, parameters, 'half', { attention: 'standard' }))
  })
})

describe.each(tinyArchitectures)('of ONNX Runtime, few operators are used: %s', (_, config) => {
  it('by the decoder graph', () => {
    const operators = operatorsOf(llamaDecoderGraph(config, randomParameters(config, createNoise(1))))
    const fused = new Set(operators.filter(({ domain }) => domain !== '').map(({ operator }) => operator))
    expect([...fused].sort()).toEqual([
      'GroupQueryAttention',
      'QuickGelu',
      'SkipSimplifiedLayerNormalization',
    ])
  })
})

describe('a decoder that only grouped-query attention can express', () => {
  it('is refused by the training graph', () => {
    const shape = { batchSize: 1, length: 4, withGradients: true }
    expect(() => llamaTrainingGraph({ ...tinyConfig, slidingWindow: 3 }, shape)).toThrow('sliding window')
    expect(() => llamaTrainingGraph({ ...tinyConfig, headSize: 32 }, shape)).toThrow('head size')
    expect(() => llamaTrainingGraph({ ...tinyConfig, headSize: 16 }, shape)).not.toThrow()
  })
})
