import type { Tape } from '../differentiate.ts'
import type { Tensor } from '../graph.ts'

/** Rows of `table` [count, width] for `ids` (int64 [rows]); the result is [rows, width]. */
export function embed(tape: Tape, table: Tensor, ids: Tensor): Tensor {
  const { graph } = tape
  const rows = ids.shape[0] ?? 0
  const embedded = graph.node('Gather', [table, ids], [rows, table.shape[1] ?? 0])
  tape.record(
    [embedded],
    [
      {
        tensor: table,
        // Scattering into the gradient that a tied output head left saves a tensor of zeros and an addition.
        accumulate: (gradient, soFar) => {
          const target = soFar ?? graph.node('ConstantOfShape', [graph.integers(table.shape)], table.shape)
          const indices = graph.node('Reshape', [ids, graph.integers([rows, 1])], [rows, 1], {
            type: 'int64',
          })
          const attributes = { reduction: 'add' }
          return graph.node('ScatterND', [target, indices, gradient], table.shape, { attributes })
        },
      },
    ],
  )
  return embedded
}
