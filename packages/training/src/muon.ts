import {
  type DecoderConfig,
  decoderParameters,
  type LayerMatrix,
  layerMatrices,
  type MatrixStack,
} from '@trialogue/onnx'
import { createAdamW, defaultAdamW, type Moments } from './adamw.ts'
import type { Optimizer } from './optimizer.ts'
import { createOrthogonalizer, type OrthogonalizerStack } from './orthogonalizer.ts'
import type { Parameters } from './parameters.ts'

const MOMENTUM = 0.95
const WEIGHT_DECAY = 0.05
/** Gives an orthogonal update the size of AdamW's, so that one rate serves both: 2502.16982, section 2.2. */
const RATE_FACTOR = 0.2

/** A block of columns of a parameter that is one matrix of the model: packed projections hold several. */
type Part = {
  readonly name: string
  readonly rows: number
  /** Columns of the whole parameter, and those of this part. */
  readonly stride: number
  readonly from: number
  readonly columns: number
}

type Stack = OrthogonalizerStack & { readonly parts: readonly Part[] }

/** Query, key and value are matrices of their own, and so are gate and up. */
function partsOf({ name, shape: [rows = 0, stride = 0], widths }: LayerMatrix): Part[] {
  return widths.map((columns, at) => {
    const from = widths.slice(0, at).reduce((sum, width) => sum + width, 0)
    return { name, rows, stride, from, columns }
  })
}

function stacksOf(matrices: readonly LayerMatrix[]): Stack[] {
  const parts = matrices.flatMap(partsOf)
  const byShape = Map.groupBy(
    parts,
    ({ rows, columns }) => `${Math.min(rows, columns)}×${Math.max(rows, columns)}`,
  )
  return [...byShape.values()].map((group) => {
    const { rows = 0, columns = 0 } = group[0] ?? {}
    const shape: MatrixStack = {
      count: group.length,
      rows: Math.min(rows, columns),
      columns: Math.max(rows, columns),
    }
    const size = shape.count * shape.rows * shape.columns
    return { shape, parts: group, input: new Float32Array(size), output: new Float32Array(size) }
  })
}

/** Visits the elements of a part: index in the parameter, index in the stack (lying down when it is tall). */
function visit(stack: Stack, at: number, visitor: (inParameter: number, inStack: number) => void): void {
  const part = stack.parts[at]
  if (!part) return
  const { rows, columns, stride, from } = part
  const base = at * rows * columns
  const isTall = rows > columns
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      visitor(row * stride + from + column, base + (isTall ? column * rows + row : row * columns + column))
    }
  }
}

/**
 * Muon (K. Jordan et al. 2024) for the matrices of the layers, with Nesterov momentum and decoupled weight decay, and
 * AdamW for embedding, head, gains and biases. Momentum lies in the first moments; the second moments of the layers'
 * matrices stay zero.
 */
export async function createMuon(
  config: DecoderConfig,
  parameters: Parameters,
  state: { readonly stepsDone: number; readonly moments: Moments },
  threads: number,
): Promise<Optimizer> {
  const matrices = layerMatrices(config)
  const stacks = stacksOf(matrices)
  const orthogonalizer = await createOrthogonalizer(stacks, threads)
  const names = new Set(matrices.map(({ name }) => name))
  const others = decoderParameters(config).filter(({ name }) => !names.has(name))
  const adamW = createAdamW(others, parameters, defaultAdamW, state)
  const arrayOf = (tensors: Parameters, name: string): Float32Array => {
    const data = tensors.get(name)
    if (!data) throw new Error(`The parameter "${name}" has no gradient or moments.`)
    return data
  }
  const gather = (stack: Stack, gradients: Parameters) => {
    stack.parts.forEach(({ name }, at) => {
      const gradient = arrayOf(gradients, name)
      const momentum = arrayOf(state.moments.first, name)
      visit(stack, at, (index, inStack) => {
        const slope = gradient[index] ?? 0
        const mean = MOMENTUM * (momentum[index] ?? 0) + (1 - MOMENTUM) * slope
        momentum[index] = mean
        stack.input[inStack] = MOMENTUM * mean + (1 - MOMENTUM) * slope
      })
    })
  }
  const apply = (stack: Stack, learningRate: number) => {
    const rate = learningRate * RATE_FACTOR * Math.sqrt(stack.shape.columns)
    const keep = 1 - learningRate * WEIGHT_DECAY
    stack.parts.forEach(({ name }, at) => {
      const data = arrayOf(parameters, name)
      visit(stack, at, (index, inStack) => {
        data[index] = keep * (data[index] ?? 0) - rate * (stack.output[inStack] ?? 0)
      })
    })
  }
  return {
    moments: state.moments,
    step: async (gradients, learningRate) => {
      for (const stack of stacks) gather(stack, gradients)
      await orthogonalizer.run()
      for (const stack of stacks) apply(stack, learningRate)
      adamW.step(gradients, learningRate)
    },
    release: () => orthogonalizer.release(),
  }
}
