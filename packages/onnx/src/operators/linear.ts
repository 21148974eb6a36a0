import type { Tape } from '../differentiate.ts'
import type { Graph, Tensor } from '../graph.ts'
import { broadcastShape } from './elementwise.ts'
import { swapLastAxes } from './layout.ts'

/** Product of two matrices, either of them transposed on the fly: Gemm needs no Transpose nodes. */
function gemm(graph: Graph, a: Tensor, b: Tensor, transposed: { a?: boolean; b?: boolean } = {}): Tensor {
  const rows = a.shape[transposed.a ? 1 : 0] ?? 0
  const columns = b.shape[transposed.b ? 0 : 1] ?? 0
  const attributes = { transA: transposed.a ? 1 : 0, transB: transposed.b ? 1 : 0 }
  return graph.node('Gemm', [a, b], [rows, columns], { attributes })
}

/** x · weight, for x [rows, in] and weight [in, out]. */
export function linear(tape: Tape, x: Tensor, weight: Tensor): Tensor {
  const { graph } = tape
  const y = gemm(graph, x, weight)
  tape.record(
    [y],
    [
      { tensor: x, pullback: (gradient) => gemm(graph, gradient, weight, { b: true }) },
      { tensor: weight, pullback: (gradient) => gemm(graph, x, gradient, { a: true }) },
    ],
  )
  return y
}

/** x · weightᵀ, for x [rows, in] and weight [out, in]: the head tied to the embedding. */
export function linearTransposed(tape: Tape, x: Tensor, weight: Tensor): Tensor {
  const { graph } = tape
  const y = gemm(graph, x, weight, { b: true })
  tape.record(
    [y],
    [
      { tensor: x, pullback: (gradient) => gemm(graph, gradient, weight) },
      { tensor: weight, pullback: (gradient) => gemm(graph, gradient, x, { a: true }) },
    ],
  )
  return y
}

function batchedProduct(graph: Graph, a: Tensor, b: Tensor): Tensor {
  const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  return graph.node('MatMul', [a, b], [...batch, a.shape.at(-2) ?? 0, b.shape.at(-1) ?? 0])
}

/** Matrix product over the last two axes; all axes before them must be equal in a and b. */
export function matmul(tape: Tape, a: Tensor, b: Tensor): Tensor {
  const { graph } = tape
  const product = batchedProduct(graph, a, b)
  tape.record(
    [product],
    [
      { tensor: a, pullback: (gradient) => batchedProduct(graph, gradient, swapLastAxes(graph, b)) },
      { tensor: b, pullback: (gradient) => batchedProduct(graph, swapLastAxes(graph, a), gradient) },
    ],
  )
  return product
}
