import type { GraphHeader } from './read-graph-header.ts'

/** One key and one value [batch, heads, tokens, headSize] per layer. */
export interface CacheSizes {
  readonly layers: number
  readonly heads: number
  readonly headSize: number
}

/** Null where the graph does not tell. */
export function cacheSizes({ inputs }: GraphHeader): CacheSizes | null {
  const keys = inputs.filter(({ name }) => /^past_key_values\.\d+\.key$/.test(name))
  const [, heads, , headSize] = keys[0]?.shape ?? []
  return typeof heads === 'number' && typeof headSize === 'number'
    ? { layers: keys.length, heads, headSize }
    : null
}
