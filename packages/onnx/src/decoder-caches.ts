import { attentionShape, type DecoderConfig } from './decoder-config.ts'
import type { Feeds } from './gradient-check.ts'

/** For tests: the caches that a decoder graph is fed and returns. */

function cacheNames(config: DecoderConfig): string[] {
  return Array.from({ length: config.layerCount }, (_, layer) => [`${layer}.key`, `${layer}.value`]).flat()
}

/** Caches with room for `length` tokens in each sequence; what is not filled yet must not matter. */
export function newCaches(config: DecoderConfig, length: number, batch = 1): Feeds {
  const { keyValueHeadCount, headSize } = attentionShape(config)
  const shape = [batch, keyValueHeadCount, length, headSize]
  const size = batch * keyValueHeadCount * length * headSize
  return Object.fromEntries(
    cacheNames(config).map((name) => [
      `past_key_values.${name}`,
      { data: new Float32Array(size).fill(7), shape },
    ]),
  )
}

/** What a run returned, as what the next one is fed. */
export function nextCaches(
  config: DecoderConfig,
  outputs: Readonly<Record<string, Float32Array>>,
  batch = 1,
): Feeds {
  const { keyValueHeadCount, headSize } = attentionShape(config)
  return Object.fromEntries(
    cacheNames(config).map((name) => {
      const data = outputs[`present.${name}`]
      if (!data) throw new Error(`The graph has no output present.${name}.`)
      const length = data.length / (batch * keyValueHeadCount * headSize)
      return [`past_key_values.${name}`, { data, shape: [batch, keyValueHeadCount, length, headSize] }]
    }),
  )
}

/** An int64 tensor of the given rows. */
export function int64Feed(rows: readonly (readonly number[])[]) {
  return { data: BigInt64Array.from(rows.flat(), BigInt), shape: [rows.length, rows[0]?.length ?? 0] }
}

/** The largest difference, in units of the expected numbers' root mean square. */
export function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  const size = Math.sqrt(expected.reduce((sum, value) => sum + value * value, 0) / expected.length)
  return expected.reduce((worst, value, index) => {
    const difference = Math.abs((actual[index] ?? Number.NaN) - value)
    return difference >= 0 ? Math.max(worst, difference / size) : Number.POSITIVE_INFINITY
  }, 0)
}
