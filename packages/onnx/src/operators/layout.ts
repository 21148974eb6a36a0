import type { Tape } from '../differentiate.ts'
import type { Graph, Tensor } from '../graph.ts'

function permute(graph: Graph, x: Tensor, order: readonly number[]): Tensor {
  const shape = order.map((axis) => x.shape[axis] ?? 0)
  return graph.node('Transpose', [x], shape, { attributes: { perm: order } })
}

/** Transposes the matrices in the last two axes. No gradient. */
export function swapLastAxes(graph: Graph, x: Tensor): Tensor {
  const rank = x.shape.length
  const leading = Array.from({ length: rank - 2 }, (_, axis) => axis)
  return permute(graph, x, [...leading, rank - 1, rank - 2])
}

/** The same elements in another shape. */
export function reshape(tape: Tape, x: Tensor, shape: readonly number[]): Tensor {
  const { graph } = tape
  const reshapeTo = (value: Tensor, to: readonly number[]) =>
    graph.node('Reshape', [value, graph.integers(to)], to)
  const y = reshapeTo(x, shape)
  tape.record([y], [{ tensor: x, pullback: (gradient) => reshapeTo(gradient, x.shape) }])
  return y
}

/** Axis i of the result is axis `order[i]` of x. */
export function transpose(tape: Tape, x: Tensor, order: readonly number[]): Tensor {
  const inverse = order.map((_, axis) => order.indexOf(axis))
  const y = permute(tape.graph, x, order)
  tape.record([y], [{ tensor: x, pullback: (gradient) => permute(tape.graph, gradient, inverse) }])
  return y
}

/** Cuts an axis into pieces of the given sizes. No gradient. */
export function cut(graph: Graph, x: Tensor, axis: number, sizes: readonly number[]): Tensor[] {
  const shapes = sizes.map((size) => x.shape.map((length, index) => (index === axis ? size : length)))
  return graph.nodeWithOutputs('Split', [x, graph.integers(sizes)], shapes, { attributes: { axis } })
}

/** Puts pieces together along an axis. No gradient. */
export function paste(graph: Graph, pieces: readonly Tensor[], axis: number): Tensor {
  const total = pieces.reduce((sum, piece) => sum + (piece.shape[axis] ?? 0), 0)
  const shape = (pieces[0]?.shape ?? []).map((length, index) => (index === axis ? total : length))
  return graph.node('Concat', pieces, shape, { attributes: { axis } })
}

/** Cuts an axis into two pieces of the given sizes. */
export function splitInTwo(
  tape: Tape,
  x: Tensor,
  axis: number,
  sizes: readonly [number, number],
): [Tensor, Tensor] {
  const { graph } = tape
  const [first, second] = cut(graph, x, axis, sizes)
  if (!first || !second) throw new Error('Split returned fewer than two outputs.')
  const pullback = (...gradients: Tensor[]) => paste(graph, gradients, axis)
  tape.record([first, second], [{ tensor: x, pullback }])
  return [first, second]
}

/** Cuts an axis into three pieces of the given sizes. */
export function splitInThree(
  tape: Tape,
  x: Tensor,
  axis: number,
  sizes: readonly [number, number, number],
): [Tensor, Tensor, Tensor] {
  const { graph } = tape
  const [first, second, third] = cut(graph, x, axis, sizes)
  if (!first || !second || !third) throw new Error('Split returned fewer than three outputs.')
  const pullback = (...gradients: Tensor[]) => paste(graph, gradients, axis)
  tape.record([first, second, third], [{ tensor: x, pullback }])
  return [first, second, third]
}

/** Puts two tensors together along an axis. */
export function concatenate(tape: Tape, [left, right]: readonly [Tensor, Tensor], axis: number): Tensor {
  const { graph } = tape
  const joined = paste(graph, [left, right], axis)
  const sizes = [left.shape[axis] ?? 0, right.shape[axis] ?? 0]
  const pieceOf = (gradient: Tensor, index: number) => {
    const piece = cut(graph, gradient, axis, sizes)[index]
    if (!piece) throw new Error('Split returned fewer than two outputs.')
    return piece
  }
  tape.record(
    [joined],
    [
      { tensor: left, pullback: (gradient) => pieceOf(gradient, 0) },
      { tensor: right, pullback: (gradient) => pieceOf(gradient, 1) },
    ],
  )
  return joined
}
