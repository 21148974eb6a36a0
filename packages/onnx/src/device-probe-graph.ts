import { Graph } from './graph.ts'

/**
 * A graph to try a device with: a product of matrices and a sum over each row, the two things that a decoder is made of.
 * Inputs `a` and `b`, output `y` = softmax of the rows of `a` × `b`; all are float32 [size, size].
 */
export function deviceProbeGraph(size: number): Uint8Array {
  const graph = new Graph()
  const shape = [size, size]
  const product = graph.node(
    'MatMul',
    [graph.input('a', 'float32', shape), graph.input('b', 'float32', shape)],
    shape,
  )
  graph.output(graph.node('Softmax', [product], shape, { attributes: { axis: -1 } }), 'y')
  return graph.serialize()
}
