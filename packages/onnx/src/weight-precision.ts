/**
 * How the matrices of an imported model are stored. `q8` and `q4`: whole numbers of 8 or 4 bits, with a scale of 32
 * bits for each block of 32 of them. `fp16` halves the file but not the memory: it is computed with in single precision.
 */
export const weightPrecisions = ['fp32', 'fp16', 'q8', 'q4'] as const

export type WeightPrecision = (typeof weightPrecisions)[number]

/** Weights that share one scale; they lie side by side in a row. */
export const BLOCK_SIZE = 32

/** Bits of one weight in a block, or null where there are no blocks. */
export function blockBits(precision: WeightPrecision): 8 | 4 | null {
  switch (precision) {
    case 'q8':
      return 8
    case 'q4':
      return 4
    case 'fp32':
    case 'fp16':
      return null
    default:
      return precision satisfies never
  }
}
