import { type FileWindow, withFileWindow } from './file-window.ts'
import { fieldsOf, type Place, placesOf, textOf } from './protobuf-fields.ts'

/** https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const numbers = {
  model: { graph: 7 },
  graph: { node: 1, initializer: 5 },
  node: { input: 1, operator: 4, attribute: 5 },
  attribute: { name: 1, integer: 3 },
  tensor: { dimensions: 1, type: 2, name: 8 },
} as const

const UINT8 = 2
const FLOAT16 = 10

/** What ONNX's types of elements are called here; others hold no weights. */
const typeNames = new Map([
  [1, 'fp32'],
  [UINT8, 'uint8'],
  [3, 'int8'],
  [FLOAT16, 'fp16'],
  [11, 'fp64'],
  [16, 'bf16'],
  [21, 'uint4'],
  [22, 'int4'],
])

/** ONNX Runtime's operators that take weights of a few bits packed into bytes: the places of their inputs. */
const packers = new Map([
  ['MatMulNBits', { weights: 1, scales: 2, prefix: 'q' }],
  ['MatMulBnb4', { weights: 1, scales: 2, prefix: 'bnb' }],
  ['GatherBlockQuantized', { weights: 0, scales: 2, prefix: 'q' }],
])
const DEFAULT_BITS = 4

type Tensor = { readonly type: number; readonly dimensions: readonly number[] }
type Packing = { readonly bits: number; readonly prefix: string; readonly scales: string }

/**
 * How most of an ONNX file's weights are stored: `fp32`, `fp16`, `int8`, …; `q4` or `q8` where blocks of them share a
 * scale, `q4f16` where that is in half precision. Null for a file without weights, and for one that is not understood:
 * loading it tells what is wrong. The weights themselves are not read.
 */
export function readPrecision(path: string): string | null {
  try {
    return withFileWindow(path, (file) => {
      const [graph] = placesOf(file, { start: 0, end: file.sizeBytes }, numbers.model.graph)
      return graph === undefined ? null : mostCommon(file, graph)
    })
  } catch {
    return null
  }
}

function mostCommon(file: FileWindow, graph: Place): string | null {
  const tensors = new Map<string, Tensor>()
  const packings = new Map<string, Packing>()
  for (const field of fieldsOf(file, graph)) {
    if (!('start' in field)) continue
    if (field.number === numbers.graph.node) notePacking(file, field, packings)
    if (field.number !== numbers.graph.initializer) continue
    tensors.set(textOf(file, field, numbers.tensor.name), readTensor(file, field))
  }
  const counts = new Map<string, number>()
  for (const [name, tensor] of tensors) {
    const { label, count } = describe(tensor, packings.get(name), tensors)
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + count)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? null
}

/** How a tensor's weights are stored, and how many they are; null for what is no matrix. */
function describe(
  { type, dimensions }: Tensor,
  packing: Packing | undefined,
  tensors: ReadonlyMap<string, Tensor>,
): { label: string | null; count: number } {
  const count = dimensions.reduce((product, size) => product * size, 1)
  if (packing === undefined) {
    return { label: dimensions.length < 2 ? null : (typeNames.get(type) ?? null), count }
  }
  const { bits, prefix, scales } = packing
  const suffix = tensors.get(scales)?.type === FLOAT16 ? 'f16' : ''
  return { label: `${prefix}${bits}${suffix}`, count: type === UINT8 ? (count * 8) / bits : count }
}

function notePacking(file: FileWindow, node: Place, packings: Map<string, Packing>): void {
  const packer = packers.get(textOf(file, node, numbers.node.operator))
  if (packer === undefined) return
  const inputs = placesOf(file, node, numbers.node.input).map(({ start, end }) =>
    file.bytes(start, end).toString(),
  )
  const bits = placesOf(file, node, numbers.node.attribute)
    .filter((attribute) => textOf(file, attribute, numbers.attribute.name) === 'bits')
    .flatMap((attribute) => integersOf(file, attribute, numbers.attribute.integer))
  packings.set(inputs[packer.weights] ?? '', {
    bits: bits[0] ?? DEFAULT_BITS,
    prefix: packer.prefix,
    scales: inputs[packer.scales] ?? '',
  })
}

function readTensor(file: FileWindow, tensor: Place): Tensor {
  return {
    type: integersOf(file, tensor, numbers.tensor.type)[0] ?? 0,
    dimensions: integersOf(file, tensor, numbers.tensor.dimensions),
  }
}

/** The numbers of a field that stands once or several times. */
function integersOf(file: FileWindow, message: Place, number: number): number[] {
  return [...fieldsOf(file, message)].flatMap((field) =>
    field.number === number && 'value' in field ? [field.value] : [],
  )
}
