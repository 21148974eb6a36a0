import type { Tape } from '../differentiate.ts'
import type { Graph, Tensor } from '../graph.ts'
import { combine } from './elementwise.ts'
import { cut, paste } from './layout.ts'

/** Cosines and sines of the rotation angles: constants of shape [length, headSize / 2]. */
export type RotaryTables = { readonly cosines: Tensor; readonly sines: Tensor }

/**
 * Tables for positions 0 … length − 1. `scale` multiplies the rotated vectors, so that the queries'
 * tables can carry the factor 1/√headSize of attention for nothing.
 */
export function rotaryTables(
  graph: Graph,
  options: { length: number; headSize: number; theta: number; scale?: number },
): RotaryTables {
  const { length, headSize, theta, scale = 1 } = options
  const half = headSize / 2
  const cosines = new Float32Array(length * half)
  const sines = new Float32Array(length * half)
  for (let position = 0; position < length; position += 1) {
    for (let pair = 0; pair < half; pair += 1) {
      const angle = position / theta ** ((2 * pair) / headSize)
      cosines[position * half + pair] = Math.cos(angle) * scale
      sines[position * half + pair] = Math.sin(angle) * scale
    }
  }
  return { cosines: graph.constant(cosines, [length, half]), sines: graph.constant(sines, [length, half]) }
}

function rotatePairs(
  graph: Graph,
  x: Tensor,
  tables: RotaryTables,
  direction: 'forward' | 'backward',
): Tensor {
  const axis = x.shape.length - 1
  const half = (x.shape[axis] ?? 0) / 2
  const [left, right] = cut(graph, x, axis, [half, half])
  if (!left || !right) throw new Error('Split returned fewer than two outputs.')
  const times = (value: Tensor, table: Tensor) => combine(graph, 'Mul', value, table)
  const [forLeft, forRight] = direction === 'forward' ? (['Sub', 'Add'] as const) : (['Add', 'Sub'] as const)
  const turnedLeft = combine(graph, forLeft, times(left, tables.cosines), times(right, tables.sines))
  const turnedRight = combine(graph, forRight, times(right, tables.cosines), times(left, tables.sines))
  return paste(graph, [turnedLeft, turnedRight], axis)
}

/**
 * Rotary position embedding of x [..., length, headSize] in Hugging Face's layout: element i turns
 * together with element i + headSize/2. Its gradient is the rotation back.
 * Source: https://arxiv.org/abs/2104.09864
 */
export function rotate(tape: Tape, x: Tensor, tables: RotaryTables): Tensor {
  const y = rotatePairs(tape.graph, x, tables, 'forward')
  const pullback = (gradient: Tensor) => rotatePairs(tape.graph, gradient, tables, 'backward')
  tape.record([y], [{ tensor: x, pullback }])
  return y
}
