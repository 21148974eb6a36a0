import type { Tape } from '../differentiate.ts'
import type { Tensor } from '../graph.ts'
import { combine } from './elementwise.ts'

/**
 * silu(gate) · up, with silu(g) = g · sigmoid(g), for gate and up of one shape.
 * Source: https://arxiv.org/abs/2002.05202 (SwiGLU)
 */
export function gatedSilu(tape: Tape, gate: Tensor, up: Tensor): Tensor {
  const { graph } = tape
  const sigmoid = graph.node('Sigmoid', [gate], gate.shape)
  const activated = combine(graph, 'Mul', gate, sigmoid)
  const y = combine(graph, 'Mul', activated, up)
  tape.record(
    [y],
    [
      {
        tensor: gate,
        pullback: (gradient) => {
          // silu'(g) = s·(1 + g·(1 − s)) = s + a − a·s, with s the sigmoid and a the activated value.
          const rest = combine(graph, 'Sub', activated, combine(graph, 'Mul', activated, sigmoid))
          const slope = combine(graph, 'Add', sigmoid, rest)
          return combine(graph, 'Mul', combine(graph, 'Mul', gradient, up), slope)
        },
      },
      { tensor: up, pullback: (gradient) => combine(graph, 'Mul', gradient, activated) },
    ],
  )
  return y
}
