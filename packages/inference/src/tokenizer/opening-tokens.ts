import type { JsonObject } from '../json-object.ts'

/** What opens a text: usually the one token that stands for the beginning, often nothing. */
export interface OpeningOptions {
  readonly tokenizerConfig: JsonObject
  readonly beginId: number | undefined
  /** Token ids of a text; with whatever the tokenizer puts around it, or without. */
  readonly encode: (text: string, withSpecialTokens: boolean) => number[]
}

/**
 * The tokens that go before a text that is to be continued. `add_bos_token` of tokenizer_config.json decides; where it
 * is not set, the tokenizer's post-processor does.
 */
export function findOpeningTokens({ tokenizerConfig, beginId, encode }: OpeningOptions): number[] {
  const shouldOpen = tokenizerConfig['add_bos_token']
  if (shouldOpen === false) return []
  if (shouldOpen === true && beginId !== undefined) return [beginId]
  const bare = encode('a', false)
  const dressed = encode('a', true)
  // What is put behind a text would end it.
  const start = dressed.findIndex((_, index) => bare.every((id, offset) => dressed[index + offset] === id))
  return bare.length === 0 ? [] : dressed.slice(0, Math.max(start, 0))
}
