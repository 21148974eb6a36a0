import { type Bytes, bytesField, integerField, join } from './protobuf.ts'

/** Field numbers in this file are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
export const dataTypes = { float32: 1, int64: 7, bool: 9, float16: 10 } as const

export type TensorType = keyof typeof dataTypes

/** A number is a fixed size, a string names a size that is only known when the model runs. */
export type Dimension = number | string

/** A plain number is an integer attribute; `{ type }` is the number that stands for a tensor type. */
export type Attribute = number | readonly number[] | string | { readonly type: TensorType }

/** The fields that are read as well as written. */
export const fieldNumbers = {
  model: { graph: 7 },
  graph: { node: 1, initializer: 5 },
  node: { operator: 4, domain: 7 },
  tensor: { dimensions: 1, dataType: 2, name: 8, rawData: 9 },
} as const

const attributeTypes = { integer: 2, string: 3, integers: 7 } as const

function attributeMessage(name: string, attribute: Attribute): Bytes {
  const title = bytesField(1, name)
  const integer = (value: number) =>
    join([title, integerField(3, value), integerField(20, attributeTypes.integer)])
  if (typeof attribute === 'number') return integer(attribute)
  if (typeof attribute === 'string') {
    return join([title, bytesField(4, attribute), integerField(20, attributeTypes.string)])
  }
  if ('type' in attribute) return integer(dataTypes[attribute.type])
  const items = attribute.map((item) => integerField(8, item))
  return join([title, ...items, integerField(20, attributeTypes.integers)])
}

/** One operation: named values in, named values out. */
export function nodeMessage(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>>,
): Bytes {
  return join([
    ...inputs.map((name) => bytesField(1, name)),
    ...outputs.map((name) => bytesField(2, name)),
    bytesField(fieldNumbers.node.operator, operator),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attributeMessage(name, value))),
  ])
}

/** A tensor with its contents; `raw` holds the little-endian elements, row by row. */
export function tensorMessage(name: string, type: TensorType, shape: readonly number[], raw: Bytes): Bytes {
  const { tensor } = fieldNumbers
  return join([
    ...shape.map((size) => integerField(tensor.dimensions, size)),
    integerField(tensor.dataType, dataTypes[type]),
    bytesField(tensor.name, name),
    bytesField(tensor.rawData, raw),
  ])
}

/** Name, type and shape of an input or output. */
export function valueMessage(name: string, type: TensorType, shape: readonly Dimension[]): Bytes {
  const dimensions = shape.map((size) =>
    bytesField(1, typeof size === 'string' ? bytesField(2, size) : integerField(1, size)),
  )
  const tensorType = join([integerField(1, dataTypes[type]), bytesField(2, join(dimensions))])
  return join([bytesField(1, name), bytesField(2, bytesField(1, tensorType))])
}

export type GraphParts = {
  readonly nodes: readonly Bytes[]
  readonly initializers: readonly Bytes[]
  readonly inputs: readonly Bytes[]
  readonly outputs: readonly Bytes[]
}

/** The whole file: format version 9, operator set 18. */
export function modelMessage(parts: GraphParts): Bytes {
  const graph = join([
    ...parts.nodes.map((node) => bytesField(fieldNumbers.graph.node, node)),
    bytesField(2, 'graph'),
    ...parts.initializers.map((tensor) => bytesField(fieldNumbers.graph.initializer, tensor)),
    ...parts.inputs.map((value) => bytesField(11, value)),
    ...parts.outputs.map((value) => bytesField(12, value)),
  ])
  const operatorSet = join([bytesField(1, ''), integerField(2, 18)])
  return join([
    integerField(1, 9),
    bytesField(2, 'trialogue'),
    bytesField(fieldNumbers.model.graph, graph),
    bytesField(8, operatorSet),
  ])
}
