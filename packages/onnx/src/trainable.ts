import { type DecoderConfig, decoderParameters, type ParameterSpec } from './decoder-config.ts'
import { layerMatrices } from './layer-matrices.ts'

/**
 * What a training run changes. `full`: every parameter. `lora`: a product of two thin matrices added to
 * each projection, y + (alpha / rank) · (x · a) · b (https://arxiv.org/abs/2106.09685). `soft-prompt`:
 * `length` vectors in front of each row (https://arxiv.org/abs/2104.08691).
 */
export type Trainable =
  | { readonly kind: 'full' }
  | { readonly kind: 'lora'; readonly rank: number; readonly alpha: number }
  | { readonly kind: 'soft-prompt'; readonly length: number }

export type Lora = Extract<Trainable, { kind: 'lora' }>

/** Vectors [length, hiddenSize] that stand where the embeddings of the first tokens would. */
export const softPromptName = 'soft_prompt'

/** The names of the adapter of a matrix [in, out]: a is [in, rank], b is [rank, out]. */
export function loraNames(matrix: string): { readonly a: string; readonly b: string } {
  return { a: `${matrix}.lora_a`, b: `${matrix}.lora_b` }
}

function checkCount(value: number, what: string): void {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`The ${what} must be a whole number above 0.`)
}

/**
 * Every tensor that a run changes, in the order in which its gradients are listed.
 * Throws RangeError for a rank or length that is no whole number above 0.
 */
export function trainableParameters(config: DecoderConfig, trainable: Trainable): ParameterSpec[] {
  switch (trainable.kind) {
    case 'full':
      return decoderParameters(config)
    case 'lora': {
      const { rank } = trainable
      checkCount(rank, 'rank of LoRA')
      return layerMatrices(config).flatMap(({ name, shape: [rows = 0, columns = 0] }) => {
        const { a, b } = loraNames(name)
        return [
          { name: a, shape: [rows, rank] },
          { name: b, shape: [rank, columns] },
        ]
      })
    }
    case 'soft-prompt':
      checkCount(trainable.length, 'length of a soft prompt')
      return [{ name: softPromptName, shape: [trainable.length, config.hiddenSize] }]
    default:
      return trainable satisfies never
  }
}
