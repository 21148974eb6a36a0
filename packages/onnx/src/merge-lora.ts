import type { DecoderConfig } from './decoder-config.ts'
import { layerMatrices } from './layer-matrices.ts'
import { type Lora, loraNames } from './trainable.ts'

/** matrix [rows, columns] + scale · a [rows, rank] · b [rank, columns], as a new matrix. */
function addProduct(
  matrix: Float32Array,
  { a, b }: { a: Float32Array; b: Float32Array },
  { rank, columns, scale }: { rank: number; columns: number; scale: number },
): Float32Array {
  const sum = Float64Array.from(matrix)
  for (let row = 0; row < matrix.length / columns; row += 1) {
    for (let inner = 0; inner < rank; inner += 1) {
      const factor = scale * (a[row * rank + inner] ?? 0)
      for (let column = 0; column < columns; column += 1) {
        const index = row * columns + column
        sum[index] = (sum[index] ?? 0) + factor * (b[inner * columns + column] ?? 0)
      }
    }
  }
  return Float32Array.from(sum)
}

/**
 * Plain parameters that compute what `parameters` and the adapter compute together: W + (alpha / rank) · a · b.
 * The given arrays stay as they are; those that LoRA does not touch are passed on. Throws when a tensor is missing.
 */
export function mergeLora(
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
  adapter: ReadonlyMap<string, Float32Array>,
  { rank, alpha }: Lora,
): Map<string, Float32Array> {
  const tensor = (tensors: ReadonlyMap<string, Float32Array>, name: string, size: number) => {
    const data = tensors.get(name)
    if (data?.length !== size) throw new Error(`The tensor "${name}" is missing or has another shape.`)
    return data
  }
  const merged = new Map(parameters)
  for (const { name, shape } of layerMatrices(config)) {
    const [rows = 0, columns = 0] = shape
    const names = loraNames(name)
    const factors = {
      a: tensor(adapter, names.a, rows * rank),
      b: tensor(adapter, names.b, rank * columns),
    }
    const matrix = tensor(parameters, name, rows * columns)
    merged.set(name, addProduct(matrix, factors, { rank, columns, scale: alpha / rank }))
  }
  return merged
}
