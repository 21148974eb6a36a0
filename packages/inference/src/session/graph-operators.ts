import { withFileWindow } from '../model-folder/file-window.ts'
import { placesOf } from '../model-folder/protobuf-fields.ts'
import { loadFailed } from './runtime-error.ts'

/** Operators that decide how a graph can be run, and how exactly. */
const operators = ['GroupQueryAttention', 'MatMulNBits', 'MatMulInteger', 'DynamicQuantizeMatMul'] as const

export type NotedOperator = (typeof operators)[number]

/** Field numbers of ModelProto and GraphProto: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const GRAPH_FIELD = 7
const NODE_FIELD = 1

/** A node is its operator, a few names and attributes; weights stand elsewhere. */
const LONGEST_NODE_BYTES = 2 ** 20

/** Why a graph with these operators can run on the plain path only, for people to read; null where it need not. */
export function whyPlain(found: ReadonlySet<NotedOperator>): string | null {
  if (found.has('GroupQueryAttention')) return null
  return 'Its attention is not of the kind that can update the cache in place (GroupQueryAttention).'
}

/**
 * Which of the noted operators an ONNX file uses. Only the nodes are read, so that it is quick even where gigabytes of
 * weights stand in the file. Throws MODEL_LOAD_FAILED for a file that cannot be read or is no ONNX.
 */
export function readOperators(graphPath: string): ReadonlySet<NotedOperator> {
  try {
    return findOperators(graphPath)
  } catch (thrown) {
    throw loadFailed(thrown)
  }
}

function findOperators(graphPath: string): ReadonlySet<NotedOperator> {
  return withFileWindow(graphPath, (file) => {
    const graphs = placesOf(file, { start: 0, end: file.sizeBytes }, GRAPH_FIELD)
    const nodes = graphs
      .flatMap((graph) => placesOf(file, graph, NODE_FIELD))
      .filter(({ start, end }) => end - start <= LONGEST_NODE_BYTES)
    const found = new Set<NotedOperator>()
    for (const { start, end } of nodes) {
      const bytes = file.bytes(start, end)
      for (const name of operators) if (bytes.includes(name)) found.add(name)
    }
    return found
  })
}
