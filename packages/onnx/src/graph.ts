import {
  type Attribute,
  type Dimension,
  type Domain,
  type ExternalData,
  externalTensorMessage,
  modelMessage,
  nodeMessage,
  type TensorType,
  tensorMessage,
  valueMessage,
} from './model-file.ts'
import type { Bytes } from './protobuf.ts'

/** A named value inside a graph. `Value<number>` has a fully known shape. */
export type Value<D extends Dimension = Dimension> = {
  readonly name: string
  readonly type: TensorType
  readonly shape: readonly D[]
}

/** A value whose shape is known when the graph is written. */
export type Tensor = Value<number>

type NodeOptions = {
  readonly type?: TensorType
  readonly attributes?: Readonly<Record<string, Attribute>>
  readonly name?: string
  /** Whose operator it is; ONNX's own unless said otherwise. */
  readonly domain?: Domain
}

/** A null leaves an optional input out. */
type Inputs = readonly (Value | null)[]

type TensorData = Float32Array | BigInt64Array | Int32Array | Uint16Array | Uint8Array

/** Constants this short are written once and used again. */
const REUSED_CONSTANT_LENGTH = 8

function typeOf(data: TensorData): TensorType {
  if (data instanceof Float32Array) return 'float32'
  if (data instanceof BigInt64Array) return 'int64'
  if (data instanceof Int32Array) return 'int32'
  return data instanceof Uint8Array ? 'uint8' : 'float16'
}

/** Collects the nodes of one ONNX graph in execution order and writes the file (operator set 18). */
export class Graph {
  readonly #nodes: Bytes[] = []
  readonly #initializers: Bytes[] = []
  readonly #inputs: Bytes[] = []
  readonly #outputs: Bytes[] = []
  readonly #constants = new Map<string, Tensor>()
  readonly #domains = new Set<Domain>([''])
  #named = 0

  /** A value that the caller feeds at every run. */
  input<D extends Dimension>(name: string, type: TensorType, shape: readonly D[]): Value<D> {
    this.#inputs.push(valueMessage(name, type, shape))
    return { name, type, shape }
  }

  /** Appends one operation with one output. The shape is the caller's claim: ONNX Runtime checks it at load. */
  node<D extends Dimension>(
    operator: string,
    inputs: Inputs,
    shape: readonly D[],
    options: NodeOptions = {},
  ): Value<D> {
    const name = options.name ?? this.#newName(operator)
    this.#append(operator, inputs, [name], options)
    return { name, type: options.type ?? 'float32', shape }
  }

  /**
   * Appends one operation with several outputs, one for each shape. A null in the place of a shape leaves that
   * optional output out; the others are returned.
   */
  nodeWithOutputs<D extends Dimension>(
    operator: string,
    inputs: Inputs,
    shapes: readonly (readonly D[] | null)[],
    options: NodeOptions = {},
  ): Value<D>[] {
    const type = options.type ?? 'float32'
    const outputs = shapes.map((shape) => (shape ? { name: this.#newName(operator), type, shape } : null))
    const names = outputs.map((output) => output?.name ?? '')
    this.#append(operator, inputs, names, options)
    return outputs.filter((output) => output !== null)
  }

  /** Makes a value visible to the caller under `name`. */
  output(value: Value, name: string): void {
    const named =
      value.name === name ? value : this.node('Identity', [value], value.shape, { type: value.type, name })
    this.#outputs.push(valueMessage(name, named.type, named.shape))
  }

  /** A tensor stored in the file. A Uint16Array holds the bits of half-precision numbers. */
  constant(data: TensorData, shape: readonly number[], name?: string): Tensor {
    const type = typeOf(data)
    const key =
      data.length <= REUSED_CONSTANT_LENGTH && name === undefined
        ? `${type}:${data.join()}:${shape.join()}`
        : ''
    const known = this.#constants.get(key)
    if (known) return known
    const tensor = { name: name ?? this.#newName('constant'), type, shape }
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    this.#initializers.push(tensorMessage(tensor, raw))
    if (key) this.#constants.set(key, tensor)
    return tensor
  }

  /** A tensor whose contents lie in a file beside the model's. Several may share the same bytes. */
  externalConstant(name: string, type: TensorType, shape: readonly number[], data: ExternalData): Tensor {
    const tensor = { name, type, shape }
    this.#initializers.push(externalTensorMessage(tensor, data))
    return tensor
  }

  scalar(value: number): Tensor {
    return this.constant(Float32Array.of(value), [])
  }

  /** A list of int64, which is how operators take shapes, axes and sizes. */
  integers(values: readonly number[]): Tensor {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length])
  }

  /** The bytes of the `.onnx` file. `metadata` are notes for whoever reads it. */
  serialize(metadata: Readonly<Record<string, string>> = {}): Bytes {
    return modelMessage({
      metadata,
      domains: [...this.#domains],
      nodes: this.#nodes,
      initializers: this.#initializers,
      inputs: this.#inputs,
      outputs: this.#outputs,
    })
  }

  #append(operator: string, inputs: Inputs, outputs: readonly string[], options: NodeOptions): void {
    const { domain = '', attributes = {} } = options
    const names = inputs.map((input) => input?.name ?? '')
    this.#domains.add(domain)
    this.#nodes.push(nodeMessage({ operator, domain, inputs: names, outputs, attributes }))
  }

  #newName(stem: string): string {
    this.#named += 1
    return `${stem}_${this.#named}`
  }
}
