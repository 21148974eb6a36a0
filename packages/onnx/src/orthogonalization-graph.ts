import { Graph, type Tensor } from './graph.ts'

/** Equal matrices side by side: [count, rows, columns] with rows ≤ columns. */
export type MatrixStack = { readonly count: number; readonly rows: number; readonly columns: number }

const ITERATIONS = 5
/** Quintic Newton–Schulz coefficients of K. Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/ */
const [A, B, C] = [3.4445, -4.775, 2.0315] as const
const SMALLEST_NORM = 1e-7

function orthogonalize(graph: Graph, input: Tensor): Tensor {
  const [count = 0, rows = 0, columns = 0] = input.shape
  const square = [count, rows, rows]
  const swap = { attributes: { perm: [0, 2, 1] } }
  const node = (operator: string, inputs: readonly Tensor[], shape: readonly number[]) =>
    graph.node(operator, inputs, shape)
  const times = (x: Tensor, factor: number) => node('Mul', [x, graph.scalar(factor)], x.shape)
  const squares = graph.node('ReduceSumSquare', [input, graph.integers([1, 2])], [count, 1, 1], {
    attributes: { keepdims: 1 },
  })
  const norm = node(
    'Add',
    [node('Sqrt', [squares], [count, 1, 1]), graph.scalar(SMALLEST_NORM)],
    [count, 1, 1],
  )
  let x = node('Div', [input, norm], input.shape)
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const turned = graph.node('Transpose', [x], [count, columns, rows], swap)
    const gram = node('MatMul', [x, turned], square)
    const polynomial = node('Add', [times(gram, B), times(node('MatMul', [gram, gram], square), C)], square)
    x = node('Add', [times(x, A), node('MatMul', [polynomial, x], x.shape)], x.shape)
  }
  return x
}

/**
 * Turns each matrix of each stack into (nearly) the closest matrix with orthonormal rows: all singular values come
 * to lie between about 0.7 and 1.2. Inputs and outputs: `stack.0`, `stack.1` … and `orthogonal.0` …, float32.
 */
export function orthogonalizationGraph(stacks: readonly MatrixStack[]): Uint8Array {
  const graph = new Graph()
  stacks.forEach(({ count, rows, columns }, index) => {
    const input = graph.input(`stack.${index}`, 'float32', [count, rows, columns])
    graph.output(orthogonalize(graph, input), `orthogonal.${index}`)
  })
  return graph.serialize()
}
