import { fieldNumbers } from './model-file.ts'
import { bytesOfFields } from './protobuf-reader.ts'

const decoder = new TextDecoder()

/** For tests: the operators of a graph in execution order; the empty domain is that of ONNX itself. */
export function operatorsOf(model: Uint8Array): { readonly operator: string; readonly domain: string }[] {
  const { graph, node } = fieldNumbers
  const text = (message: Uint8Array, field: number) =>
    bytesOfFields(message, field)
      .map((bytes) => decoder.decode(bytes))
      .join('')
  return bytesOfFields(model, fieldNumbers.model.graph)
    .flatMap((message) => bytesOfFields(message, graph.node))
    .map((message) => ({ operator: text(message, node.operator), domain: text(message, node.domain) }))
}
