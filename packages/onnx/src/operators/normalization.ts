import type { Tape } from '../differentiate.ts'
import type { Graph, Tensor } from '../graph.ts'
import { combine, sumAxes, sumTo } from './elementwise.ts'

function meanOfLastAxis(graph: Graph, x: Tensor): Tensor {
  const last = x.shape.length - 1
  const shape = x.shape.map((size, axis) => (axis === last ? 1 : size))
  return graph.node('ReduceMean', [x, graph.integers([last])], shape, { attributes: { keepdims: 1 } })
}

/**
 * Root-mean-square normalization of the last axis, times `gain` (shape of that axis).
 * Source: https://arxiv.org/abs/1910.07467
 */
export function rmsNorm(tape: Tape, x: Tensor, gain: Tensor, epsilon: number): Tensor {
  const { graph } = tape
  const meanSquare = meanOfLastAxis(graph, combine(graph, 'Mul', x, x))
  const root = graph.node(
    'Sqrt',
    [combine(graph, 'Add', meanSquare, graph.scalar(epsilon))],
    meanSquare.shape,
  )
  const inverse = graph.node('Reciprocal', [root], root.shape)
  const normalized = combine(graph, 'Mul', x, inverse)
  const y = combine(graph, 'Mul', normalized, gain)
  tape.record(
    [y],
    [
      {
        tensor: x,
        pullback: (gradient) => {
          const scaled = combine(graph, 'Mul', gradient, gain)
          const along = meanOfLastAxis(graph, combine(graph, 'Mul', scaled, normalized))
          const across = combine(graph, 'Sub', scaled, combine(graph, 'Mul', normalized, along))
          return combine(graph, 'Mul', across, inverse)
        },
      },
      {
        tensor: gain,
        pullback: (gradient) => sumTo(graph, combine(graph, 'Mul', gradient, normalized), gain.shape),
      },
    ],
  )
  return y
}

/** Softmax over the last axis. */
export function softmax(tape: Tape, x: Tensor): Tensor {
  const { graph } = tape
  const last = x.shape.length - 1
  const probabilities = graph.node('Softmax', [x], x.shape, { attributes: { axis: -1 } })
  const pullback = (gradient: Tensor) => {
    const weighted = combine(graph, 'Mul', gradient, probabilities)
    const total = sumAxes(graph, weighted, [last])
    return combine(graph, 'Sub', weighted, combine(graph, 'Mul', probabilities, total))
  }
  tape.record([probabilities], [{ tensor: x, pullback }])
  return probabilities
}
