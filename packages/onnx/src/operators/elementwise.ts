import type { Tape } from '../differentiate.ts'
import type { Graph, Tensor } from '../graph.ts'

/** The shape of an element-wise operation on two shapes, by ONNX's (NumPy's) broadcasting rules. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1
    const right = b[axis - rank + b.length] ?? 1
    if (left !== right && left !== 1 && right !== 1) {
      throw new Error(`Shapes [${a}] and [${b}] cannot be combined element by element.`)
    }
    return Math.max(left, right)
  })
}

/** An element-wise operation of two tensors without a gradient: the bricks of backward passes. */
export function combine(graph: Graph, operator: 'Add' | 'Sub' | 'Mul', a: Tensor, b: Tensor): Tensor {
  return graph.node(operator, [a, b], broadcastShape(a.shape, b.shape))
}

/** Sums over the given axes, which stay as size 1. No gradient. */
export function sumAxes(graph: Graph, x: Tensor, axes: readonly number[]): Tensor {
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
  return graph.node('ReduceSum', [x, graph.integers(axes)], shape, { attributes: { keepdims: 1 } })
}

/** Sums a gradient over the axes along which `shape` was broadcast, so that it has that shape again. */
export function sumTo(graph: Graph, gradient: Tensor, shape: readonly number[]): Tensor {
  const added = gradient.shape.length - shape.length
  const axes = gradient.shape.flatMap((size, axis) => ((shape[axis - added] ?? 1) < size ? [axis] : []))
  const summed = axes.length > 0 ? sumAxes(graph, gradient, axes) : gradient
  if (added === 0) return summed
  return graph.node('Reshape', [summed, graph.integers(shape)], shape)
}

/** a + b, broadcast. */
export function add(tape: Tape, a: Tensor, b: Tensor): Tensor {
  const { graph } = tape
  const sum = combine(graph, 'Add', a, b)
  tape.record(
    [sum],
    [
      { tensor: a, pullback: (gradient) => sumTo(graph, gradient, a.shape) },
      { tensor: b, pullback: (gradient) => sumTo(graph, gradient, b.shape) },
    ],
  )
  return sum
}

/** a · b element by element, broadcast. */
export function multiply(tape: Tape, a: Tensor, b: Tensor): Tensor {
  const { graph } = tape
  const product = combine(graph, 'Mul', a, b)
  tape.record(
    [product],
    [
      { tensor: a, pullback: (gradient) => sumTo(graph, combine(graph, 'Mul', gradient, b), a.shape) },
      { tensor: b, pullback: (gradient) => sumTo(graph, combine(graph, 'Mul', gradient, a), b.shape) },
    ],
  )
  return product
}

/** x repeated along its axes of size 1 until it has the given shape. */
export function expand(tape: Tape, x: Tensor, shape: readonly number[]): Tensor {
  const { graph } = tape
  const y = graph.node('Expand', [x, graph.integers(shape)], shape)
  tape.record([y], [{ tensor: x, pullback: (gradient) => sumTo(graph, gradient, x.shape) }])
  return y
}
