import {
  attentionShape,
  type DecoderConfig,
  decoderParameters,
  elementCount,
  embeddingName,
  headName,
} from './decoder-config.ts'
import type { TensorType } from './model-file.ts'
import { BLOCK_SIZE, blockBits, type WeightPrecision } from './weight-precision.ts'

/** One tensor in the file of the weights: `length` bytes from `offset` on. */
export type StoredTensor = {
  readonly name: string
  readonly type: TensorType
  readonly shape: readonly number[]
  readonly offset: number
  readonly length: number
}

/**
 * A parameter as the file of the weights holds it: row after row, a matrix as [out, in], so that it can be written as
 * it is read from a checkpoint. In blocks it takes two tensors: the numbers and the scales.
 */
export type StoredParameter = {
  readonly rows: number
  readonly columns: number
  /** Whether it is a matrix that `decoderParameters` lists the other way around. */
  readonly isTurned: boolean
  readonly precision: WeightPrecision
  readonly tensors: readonly StoredTensor[]
}

/** Where everything lies in the file of the weights. */
export type WeightLayout = {
  readonly parameters: ReadonlyMap<string, StoredParameter>
  readonly sizeBytes: number
}

/** Names of the rotation's tables in the file of the weights, each [contextLength, headSize / 2]. */
export const rotationNames = { cosines: 'rotation.cosines', sines: 'rotation.sines' } as const

/** Tensors begin at multiples of a memory page, so that the file can be mapped into memory. */
const ALIGNMENT = 4096

const elementSizes: Readonly<Partial<Record<TensorType, number>>> = { float32: 4, float16: 2, uint8: 1 }

type Plan = Omit<StoredParameter, 'tensors' | 'precision'> & {
  readonly name: string
  /** Whether it is stored in the precision that was chosen: a matrix of the model. */
  readonly isMatrix: boolean
}

/** Rows and columns of every parameter and table, in the order of the file. */
function plansOf(config: DecoderConfig): Plan[] {
  const parameters = decoderParameters(config).map(({ name, shape: [first = 0, second] }): Plan => {
    if (second === undefined) return { name, rows: 1, columns: first, isTurned: false, isMatrix: false }
    const isOutFirst = name === embeddingName || name === headName(config)
    const [rows, columns] = isOutFirst ? [first, second] : [second, first]
    return { name, rows, columns, isTurned: !isOutFirst, isMatrix: true }
  })
  const tables = Object.values(rotationNames).map((name): Plan => {
    const columns = attentionShape(config).headSize / 2
    return { name, rows: config.contextLength, columns, isTurned: false, isMatrix: false }
  })
  return [...parameters, ...tables]
}

/** Names, types and shapes of the tensors that hold a parameter. */
function tensorsOf({ name, rows, columns }: Plan, precision: WeightPrecision) {
  const bits = blockBits(precision)
  if (bits === null) {
    const type: TensorType = precision === 'fp16' ? 'float16' : 'float32'
    return [{ name, type, shape: rows === 1 ? [columns] : [rows, columns] }]
  }
  if (columns % BLOCK_SIZE !== 0) {
    throw new RangeError(
      `The rows of ${name} have ${columns} weights, which are no whole blocks of ${BLOCK_SIZE}: ` +
        `${precision} cannot store them. Choose fp16 or fp32.`,
    )
  }
  const blocks = columns / BLOCK_SIZE
  return [
    { name: `${name}.blocks`, type: 'uint8' as const, shape: [rows, blocks, (BLOCK_SIZE * bits) / 8] },
    { name: `${name}.scales`, type: 'float32' as const, shape: [rows, blocks] },
  ]
}

/**
 * Plans the file of a decoder's weights. Matrices take the given precision; gains, biases and the rotation are kept in
 * single precision. Throws RangeError when a matrix cannot be stored in blocks.
 */
export function weightLayout(config: DecoderConfig, precision: WeightPrecision): WeightLayout {
  let sizeBytes = 0
  const parameters = plansOf(config).map((plan): [string, StoredParameter] => {
    const { name, isMatrix, ...size } = plan
    const own = isMatrix ? precision : 'fp32'
    const tensors = tensorsOf(plan, own).map((tensor): StoredTensor => {
      const offset = Math.ceil(sizeBytes / ALIGNMENT) * ALIGNMENT
      const length = elementCount(tensor.shape) * (elementSizes[tensor.type] ?? 0)
      sizeBytes = offset + length
      return { ...tensor, offset, length }
    })
    return [name, { ...size, precision: own, tensors }]
  })
  return { parameters: new Map(parameters), sizeBytes }
}
