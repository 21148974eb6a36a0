import type { Graph, Value } from './graph.ts'

/** Names of the sizes that are only known when the model runs. */
export const decoderSizes = {
  batch: 'batch_size',
  sequence: 'sequence_length',
  past: 'past_sequence_length',
  total: 'total_sequence_length',
} as const

const { batch: BATCH, sequence: SEQUENCE, total: TOTAL } = decoderSizes

/** Added to attention scores of hidden positions; finite, so that a fully hidden row gives no NaN. */
const MASKED_SCORE = -1e9

/** Cosines and sines of the rotation angles, [batch, 1, sequence, headSize / 2]. */
export type Rotation = { readonly cosines: Value; readonly sines: Value }

/** The rotation for the positions (int64 [batch, sequence]) that the caller feeds. */
export function rotationOf(graph: Graph, positions: Value, headSize: number, theta: number): Rotation {
  const half = headSize / 2
  const frequencies = Float32Array.from({ length: half }, (_, pair) => theta ** ((-2 * pair) / headSize))
  const real = graph.node('Cast', [positions], positions.shape, { attributes: { to: { type: 'float32' } } })
  const column = graph.node('Unsqueeze', [real, graph.integers([1, 3])], [BATCH, 1, SEQUENCE, 1])
  const shape = [BATCH, 1, SEQUENCE, half]
  const angles = graph.node('Mul', [column, graph.constant(frequencies, [half])], shape)
  return { cosines: graph.node('Cos', [angles], shape), sines: graph.node('Sin', [angles], shape) }
}

/** A dimension of a value as an int64 scalar. */
function sizeOf(graph: Graph, value: Value, axis: number): Value {
  const attributes = { start: axis, end: axis + 1 }
  const list = graph.node('Shape', [value], [1], { type: 'int64', attributes })
  return graph.node('Squeeze', [list], [], { type: 'int64' })
}

/**
 * What is added to the scores [batch, 1, sequence, total]: 0 where a query may look, a large
 * negative number where the key lies in its future or is switched off by the attention mask.
 */
export function scoreBiasOf(graph: Graph, ids: Value, attentionMask: Value, pastKey: Value): Value {
  const past = sizeOf(graph, pastKey, 2)
  const total = graph.node('Add', [past, sizeOf(graph, ids, 1)], [], { type: 'int64' })
  const zero = graph.constant(BigInt64Array.of(0n), [])
  const one = graph.constant(BigInt64Array.of(1n), [])
  const keys = graph.node('Range', [zero, total, one], [TOTAL], { type: 'int64' })
  const queries = graph.node('Range', [past, total, one], [SEQUENCE], { type: 'int64' })
  const queryColumn = graph.node('Unsqueeze', [queries, graph.integers([1])], [SEQUENCE, 1], {
    type: 'int64',
  })
  const isPast = graph.node('LessOrEqual', [keys, queryColumn], [SEQUENCE, TOTAL], { type: 'bool' })
  const attributes = { to: { type: 'bool' } } as const
  const isOn = graph.node('Cast', [attentionMask], [BATCH, TOTAL], { type: 'bool', attributes })
  const isOnRow = graph.node('Unsqueeze', [isOn, graph.integers([1, 2])], [BATCH, 1, 1, TOTAL], {
    type: 'bool',
  })
  const shape = [BATCH, 1, SEQUENCE, TOTAL]
  const isSeen = graph.node('And', [isPast, isOnRow], shape, { type: 'bool' })
  return graph.node('Where', [isSeen, graph.scalar(0), graph.scalar(MASKED_SCORE)], shape)
}
