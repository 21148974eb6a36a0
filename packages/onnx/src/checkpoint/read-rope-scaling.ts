import type { RopeScaling } from '../decoder-config.ts'
import { unsupported } from './checkpoint-error.ts'
import { type ConfigFields, configFields, isJsonObject, type JsonObject } from './config-fields.ts'

/** The object that tells about positions: `rope_parameters` since transformers 5, `rope_scaling` before. */
export function ropeFields(config: ConfigFields): JsonObject {
  const value = config.field('rope_parameters') ?? config.field('rope_scaling') ?? {}
  if (isJsonObject(value)) return value
  throw unsupported('config.json cannot be understood: rope_scaling is no object.')
}

/**
 * How positions are stretched; undefined for models that do not. Only Llama 3.1's way is supported: any other is
 * refused by its name. https://github.com/huggingface/transformers/blob/main/src/transformers/modeling_rope_utils.py
 */
export function readRopeScaling(rope: JsonObject): RopeScaling | undefined {
  const type = rope['rope_type'] ?? rope['type'] ?? 'default'
  if (type === 'default') return undefined
  if (type !== 'llama3') {
    throw unsupported(`The rope scaling "${String(type)}" is not supported (only "llama3" is).`)
  }
  const fields = configFields(rope)
  const scaling = {
    factor: fields.requiredReal('factor'),
    lowFrequencyFactor: fields.requiredReal('low_freq_factor'),
    highFrequencyFactor: fields.requiredReal('high_freq_factor'),
    originalContextLength: fields.requiredCount('original_max_position_embeddings'),
  }
  if (scaling.highFrequencyFactor > scaling.lowFrequencyFactor) return scaling
  throw unsupported('config.json cannot be understood: high_freq_factor is not above low_freq_factor.')
}
