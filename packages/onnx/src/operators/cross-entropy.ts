import type { Tape } from '../differentiate.ts'
import type { Tensor } from '../graph.ts'
import { combine, sumAxes } from './elementwise.ts'

/** Keeps the logarithm of a probability that rounds to zero finite. */
const SMALLEST_PROBABILITY = 1e-20

/**
 * −Σ weight · log softmax(logits)[label], a scalar in nats.
 * logits [rows, vocabSize], labels int64 [rows], weights [rows]; with weights that add up to 1 the
 * result is a weighted mean. Must be the last operation: its own incoming gradient is taken as 1.
 */
export function crossEntropy(tape: Tape, logits: Tensor, labels: Tensor, weights: Tensor): Tensor {
  const { graph } = tape
  const rows = logits.shape[0] ?? 0
  const column = graph.integers([rows, 1])
  const labelColumn = graph.node('Reshape', [labels, column], [rows, 1], { type: 'int64' })
  const weightColumn = graph.node('Reshape', [weights, column], [rows, 1])
  const probabilities = graph.node('Softmax', [logits], logits.shape, { attributes: { axis: -1 } })
  const chosen = graph.node('GatherElements', [probabilities, labelColumn], [rows, 1], {
    attributes: { axis: 1 },
  })
  const safe = combine(graph, 'Add', chosen, graph.scalar(SMALLEST_PROBABILITY))
  const logProbability = graph.node('Log', [safe], [rows, 1])
  const total = sumAxes(graph, combine(graph, 'Mul', logProbability, weightColumn), [0, 1])
  const loss = graph.node('Neg', [graph.node('Reshape', [total, graph.integers([])], [])], [])
  const pullback = () => {
    // d loss / d logits = weight · (softmax − one-hot), without writing the one-hot matrix.
    const weighted = combine(graph, 'Mul', probabilities, weightColumn)
    const negated = graph.node('Neg', [weightColumn], [rows, 1])
    const attributes = { axis: 1, reduction: 'add' }
    return graph.node('ScatterElements', [weighted, labelColumn, negated], logits.shape, { attributes })
  }
  tape.record([loss], [{ tensor: logits, pullback }])
  return loss
}
