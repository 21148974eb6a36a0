import { parameterCount, readDecoderConfig } from '@trialogue/onnx'
import { isObject } from '../import/read-source-json.ts'

/** What config.json tells of a model. */
export interface Architecture {
  /** Whether a checkpoint of it can be converted; else why not, for people to read. */
  readonly obstacle: string | null
  readonly parameterCount: number | null
  readonly contextLength: number | null
  /** Sizes of its KV cache; null where config.json does not tell. */
  readonly cache: { readonly layers: number; readonly heads: number; readonly headSize: number } | null
}

const lengthFields = ['max_position_embeddings', 'n_positions', 'n_ctx', 'max_seq_len', 'seq_length']

/** Reads config.json, of which only what is understood is used. */
export function describeArchitecture(config: unknown): Architecture {
  const fields = isObject(config) ? config : {}
  const contextLength = countOf(fields, lengthFields)
  try {
    const decoder = readDecoderConfig(fields)
    const heads = decoder.keyValueHeadCount ?? decoder.headCount
    const headSize = decoder.headSize ?? decoder.hiddenSize / decoder.headCount
    return {
      obstacle: null,
      parameterCount: parameterCount(decoder),
      contextLength: decoder.contextLength,
      cache: { layers: decoder.layerCount, heads, headSize },
    }
  } catch (thrown) {
    const layers = countOf(fields, ['num_hidden_layers', 'n_layer'])
    const queries = countOf(fields, ['num_attention_heads', 'n_head'])
    const heads = countOf(fields, ['num_key_value_heads']) ?? queries
    const width = countOf(fields, ['hidden_size', 'n_embd'])
    const headSize = countOf(fields, ['head_dim']) ?? (width && queries ? width / queries : null)
    return {
      obstacle: thrown instanceof Error ? thrown.message : String(thrown),
      parameterCount: null,
      contextLength,
      cache: layers && heads && headSize ? { layers, heads, headSize } : null,
    }
  }
}

function countOf(fields: Readonly<Record<string, unknown>>, names: readonly string[]): number | null {
  for (const name of names) {
    const value = fields[name]
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
  }
  return null
}
