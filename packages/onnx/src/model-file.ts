import { type Bytes, bytesField, floatField, integerField, join } from './protobuf.ts'

/** Field numbers in this file are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
export const dataTypes = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float16: 10 } as const

export type TensorType = keyof typeof dataTypes

/** A number is a fixed size, a string names a size that is only known when the model runs. */
export type Dimension = number | string

/**
 * A plain number is an integer attribute, `{ float }` a real one; `{ type }` is the number that stands for a
 * tensor type.
 */
export type Attribute =
  | number
  | readonly number[]
  | string
  | { readonly type: TensorType }
  | { readonly float: number }

/** Operators of ONNX itself, or those that ONNX Runtime adds. */
export type Domain = '' | 'com.microsoft'

/** https://onnx.ai/onnx/operators/ and https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md */
const operatorSets: Readonly<Record<Domain, number>> = { '': 18, 'com.microsoft': 1 }

/** The fields that are read as well as written. */
export const fieldNumbers = {
  model: { graph: 7 },
  graph: { node: 1, initializer: 5 },
  node: { operator: 4, domain: 7 },
  tensor: { dimensions: 1, dataType: 2, name: 8, rawData: 9 },
} as const

const attributeTypes = { float: 1, integer: 2, string: 3, integers: 7 } as const

function attributeMessage(name: string, attribute: Attribute): Bytes {
  const title = bytesField(1, name)
  const integer = (value: number) =>
    join([title, integerField(3, value), integerField(20, attributeTypes.integer)])
  if (typeof attribute === 'number') return integer(attribute)
  if (typeof attribute === 'string') {
    return join([title, bytesField(4, attribute), integerField(20, attributeTypes.string)])
  }
  if ('type' in attribute) return integer(dataTypes[attribute.type])
  if ('float' in attribute) {
    return join([title, floatField(2, attribute.float), integerField(20, attributeTypes.float)])
  }
  const items = attribute.map((item) => integerField(8, item))
  return join([title, ...items, integerField(20, attributeTypes.integers)])
}

export type NodeParts = {
  readonly operator: string
  readonly domain: Domain
  /** Names of values; an empty one leaves an optional input or output out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

/** One operation: named values in, named values out. */
export function nodeMessage({ operator, domain, inputs, outputs, attributes }: NodeParts): Bytes {
  return join([
    ...inputs.map((name) => bytesField(1, name)),
    ...outputs.map((name) => bytesField(2, name)),
    bytesField(fieldNumbers.node.operator, operator),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attributeMessage(name, value))),
    ...(domain === '' ? [] : [bytesField(fieldNumbers.node.domain, domain)]),
  ])
}

export type TensorHead = {
  readonly name: string
  readonly type: TensorType
  readonly shape: readonly number[]
}

function tensorHead({ name, type, shape }: TensorHead): Bytes {
  const { tensor } = fieldNumbers
  return join([
    ...shape.map((size) => integerField(tensor.dimensions, size)),
    integerField(tensor.dataType, dataTypes[type]),
    bytesField(tensor.name, name),
  ])
}

/** A tensor with its contents; `raw` holds the little-endian elements, row by row. */
export function tensorMessage(head: TensorHead, raw: Bytes): Bytes {
  return join([tensorHead(head), bytesField(fieldNumbers.tensor.rawData, raw)])
}

/** Where a tensor's elements lie: bytes from `offset` on in a file beside the model's. */
export type ExternalData = { readonly file: string; readonly offset: number; readonly length: number }

const EXTERNAL = 1

/** A tensor whose contents lie in another file: https://onnx.ai/onnx/repo-docs/ExternalData.html */
export function externalTensorMessage(head: TensorHead, { file, offset, length }: ExternalData): Bytes {
  const entries = Object.entries({ location: file, offset: `${offset}`, length: `${length}` })
  return join([
    tensorHead(head),
    ...entries.map(([key, value]) => bytesField(13, entryMessage(key, value))),
    integerField(14, EXTERNAL),
  ])
}

function entryMessage(key: string, value: string): Bytes {
  return join([bytesField(1, key), bytesField(2, value)])
}

/** Name, type and shape of an input or output. */
export function valueMessage(name: string, type: TensorType, shape: readonly Dimension[]): Bytes {
  const dimensions = shape.map((size) =>
    bytesField(1, typeof size === 'string' ? bytesField(2, size) : integerField(1, size)),
  )
  const tensorType = join([integerField(1, dataTypes[type]), bytesField(2, join(dimensions))])
  return join([bytesField(1, name), bytesField(2, bytesField(1, tensorType))])
}

export type ModelParts = {
  readonly nodes: readonly Bytes[]
  readonly initializers: readonly Bytes[]
  readonly inputs: readonly Bytes[]
  readonly outputs: readonly Bytes[]
  /** The domains whose operators the nodes use. */
  readonly domains: readonly Domain[]
  /** Notes for whoever reads the file; they change nothing. */
  readonly metadata: Readonly<Record<string, string>>
}

/** The whole file: format version 9, operator set 18. */
export function modelMessage(parts: ModelParts): Bytes {
  const graph = join([
    ...parts.nodes.map((node) => bytesField(fieldNumbers.graph.node, node)),
    bytesField(2, 'graph'),
    ...parts.initializers.map((tensor) => bytesField(fieldNumbers.graph.initializer, tensor)),
    ...parts.inputs.map((value) => bytesField(11, value)),
    ...parts.outputs.map((value) => bytesField(12, value)),
  ])
  const operatorSet = (domain: Domain) =>
    bytesField(8, join([bytesField(1, domain), integerField(2, operatorSets[domain])]))
  return join([
    integerField(1, 9),
    bytesField(2, 'trialogue'),
    bytesField(fieldNumbers.model.graph, graph),
    ...parts.domains.map(operatorSet),
    ...Object.entries(parts.metadata).map(([key, value]) => bytesField(14, entryMessage(key, value))),
  ])
}
