import { type DecoderConfig, decoderParameters, elementCount, isMatrix } from '@trialogue/onnx'
import { createRandom } from './corpus/random.ts'

/** The trained tensors by name, row by row, in single precision. */
export type Parameters = ReadonlyMap<string, Float32Array>

const EMBEDDING_DEVIATION = 0.02
const MATRIX_DEVIATION = 0.7
/** Matrices that write into the residual stream start smaller, so that depth does not inflate it. */
const RESIDUAL_FACTOR = 0.5

function deviationOf(name: string, inputSize: number): number {
  if (name === 'embedding' || name === 'head') return EMBEDDING_DEVIATION
  const isResidual = name.endsWith('.output') || name.endsWith('.down')
  return MATRIX_DEVIATION * inputSize ** -0.5 * (isResidual ? RESIDUAL_FACTOR : 1)
}

/** Fresh parameters: gains of one, biases of zero, normally distributed matrices. The same seed gives the same numbers. */
export function initializeParameters(config: DecoderConfig, seed: number): Parameters {
  const { unit } = createRandom(seed)
  // Box–Muller; 1 − u keeps the logarithm's argument above zero.
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())
  const tensors = decoderParameters(config).map(({ name, shape }): [string, Float32Array] => {
    const count = elementCount(shape)
    if (!isMatrix(shape)) return [name, new Float32Array(count).fill(name.endsWith('bias') ? 0 : 1)]
    const deviation = deviationOf(name, shape[0] ?? 1)
    return [name, Float32Array.from({ length: count }, () => normal() * deviation)]
  })
  return new Map(tensors)
}
