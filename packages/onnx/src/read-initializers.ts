import { elementCount } from './decoder-config.ts'
import { fromFloat16 } from './float16.ts'
import { dataTypes, fieldNumbers } from './model-file.ts'
import { bytesOfFields, integersOfFields } from './protobuf-reader.ts'

/** A tensor stored in an ONNX file, in single precision, row by row. */
export type Initializer = { readonly shape: readonly number[]; readonly data: Float32Array }

const decoder = new TextDecoder()

/** A copy, because the elements need not lie at a multiple of their size in the file. */
function toFloats(raw: Uint8Array, type: number): Float32Array {
  // `slice` would not copy: a Buffer, which files are read into, overrides it.
  const { buffer } = new Uint8Array(raw)
  return type === dataTypes.float16 ? fromFloat16(new Uint16Array(buffer)) : new Float32Array(buffer)
}

function readTensor(message: Uint8Array): [string, Initializer] | undefined {
  const { tensor } = fieldNumbers
  const [type = 0] = integersOfFields(message, tensor.dataType)
  if (type !== dataTypes.float32 && type !== dataTypes.float16) return undefined
  const name = bytesOfFields(message, tensor.name).map((bytes) => decoder.decode(bytes))[0] ?? ''
  const shape = integersOfFields(message, tensor.dimensions)
  const [raw = new Uint8Array()] = bytesOfFields(message, tensor.rawData)
  const size = elementCount(shape) * (type === dataTypes.float16 ? 2 : 4)
  if (raw.byteLength !== size) {
    throw new Error(`The tensor "${name}" is not stored as raw data inside the file, or is cut short.`)
  }
  return [name, { shape, data: toFloats(raw, type) }]
}

/**
 * The float tensors stored in an ONNX file, by name; half precision is widened. Tensors of integers
 * (shapes, axes) are left out. This takes the parameters out of a file of `llamaDecoderGraph`.
 * Throws when the file is cut short or keeps its tensors elsewhere (external data).
 */
export function readInitializers(model: Uint8Array): Map<string, Initializer> {
  const graphs = bytesOfFields(model, fieldNumbers.model.graph)
  const messages = graphs.flatMap((graph) => bytesOfFields(graph, fieldNumbers.graph.initializer))
  return new Map(
    messages.flatMap((message) => {
      const tensor = readTensor(message)
      return tensor ? [tensor] : []
    }),
  )
}
