import { countField, type JsonObject } from '../json-object.ts'

/** Names that different families give to the longest sequence. */
const fields = [
  'context_length',
  'max_position_embeddings',
  'n_positions',
  'n_ctx',
  'max_seq_len',
  'seq_length',
]

/** Tokenizers without a limit write 10³⁰ or so. */
const UNLIMITED = 100_000_000

/** In tokens; null where no file tells. The first file that tells is believed. */
export function readContextLength(
  configs: readonly JsonObject[],
  tokenizerConfig: JsonObject,
): number | null {
  const told = configs.flatMap((config) => fields.map((name) => countField(config, name)))
  const length = told.find((value) => value !== null && value > 0)
  if (length !== undefined) return length
  const limit = countField(tokenizerConfig, 'model_max_length')
  return limit !== null && limit > 0 && limit < UNLIMITED ? limit : null
}
