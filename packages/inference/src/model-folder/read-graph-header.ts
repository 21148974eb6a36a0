import { type FileWindow, withFileWindow } from './file-window.ts'
import { fieldsOf, type Place, placesOf, textOf } from './protobuf-fields.ts'

/** An input of a graph. A size that is only known when the model runs is a string. */
export interface GraphInput {
  readonly name: string
  readonly shape: readonly (number | string)[]
}

/** What an ONNX file tells before its operations and weights are read. */
export interface GraphHeader {
  readonly inputs: readonly GraphInput[]
  /** Files that hold its weights, as it names them: relative to its own folder. */
  readonly externalFiles: readonly string[]
}

/** https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const numbers = {
  model: { graph: 7 },
  graph: { initializer: 5, input: 11 },
  tensor: { name: 8, externalData: 13 },
  entry: { key: 1, value: 2 },
  value: { name: 1, type: 2 },
  type: { tensor: 1 },
  tensorType: { shape: 2 },
  shape: { dimension: 1 },
  dimension: { size: 1, name: 2 },
} as const

/** Reads a few kilobytes of an ONNX file of any size. Throws for a file that is none. */
export function readGraphHeader(path: string): GraphHeader {
  return withFileWindow(path, (file) => {
    const [graph] = placesOf(file, { start: 0, end: file.sizeBytes }, numbers.model.graph)
    if (graph === undefined) throw new Error('The file holds no graph.')
    return readGraph(file, graph)
  })
}

function readGraph(file: FileWindow, graph: Place): GraphHeader {
  const inputs: GraphInput[] = []
  const weights = new Set<string>()
  const externalFiles = new Set<string>()
  for (const field of fieldsOf(file, graph)) {
    if (!('start' in field)) continue
    if (field.number === numbers.graph.input) inputs.push(readInput(file, field))
    if (field.number !== numbers.graph.initializer) continue
    weights.add(textOf(file, field, numbers.tensor.name))
    for (const entry of placesOf(file, field, numbers.tensor.externalData)) {
      if (textOf(file, entry, numbers.entry.key) !== 'location') continue
      externalFiles.add(textOf(file, entry, numbers.entry.value))
    }
  }
  // Old files list their weights among the inputs.
  return { inputs: inputs.filter(({ name }) => !weights.has(name)), externalFiles: [...externalFiles] }
}

function readInput(file: FileWindow, value: Place): GraphInput {
  const inside = (messages: readonly Place[], number: number) =>
    messages.flatMap((message) => placesOf(file, message, number))
  const path = [numbers.value.type, numbers.type.tensor, numbers.tensorType.shape, numbers.shape.dimension]
  const dimensions = path.reduce<readonly Place[]>(inside, [value])
  return {
    name: textOf(file, value, numbers.value.name),
    shape: dimensions.map((dimension) => readDimension(file, dimension)),
  }
}

function readDimension(file: FileWindow, dimension: Place): number | string {
  for (const field of fieldsOf(file, dimension)) {
    if (field.number === numbers.dimension.size && 'value' in field) return field.value
  }
  return textOf(file, dimension, numbers.dimension.name)
}
