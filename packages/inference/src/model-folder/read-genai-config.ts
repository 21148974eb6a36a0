import { isJsonObject, type JsonObject, objectField, stringField } from '../json-object.ts'
import { loadFailed } from './load-failed.ts'
import { readJsonFile } from './read-json-file.ts'

const fileName = 'genai_config.json'

/** What onnxruntime-genai's own folders tell of their model. */
export interface GenaiConfig {
  /** Relative to the folder. */
  readonly graphPath: string
  /** `context_length`, `eos_token_id` and the like. */
  readonly model: JsonObject
}

/** The names that Hugging Face's exports use; onnxruntime-genai lets a folder rename them. */
const plainNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  inputs: {
    input_ids: 'input_ids',
    attention_mask: 'attention_mask',
    position_ids: 'position_ids',
    past_key_names: 'past_key_values.%d.key',
    past_value_names: 'past_key_values.%d.value',
  },
  outputs: {
    logits: 'logits',
    present_key_names: 'present.%d.key',
    present_value_names: 'present.%d.value',
  },
}

/**
 * Reads genai_config.json; null where there is none. Throws MODEL_LOAD_FAILED for a model of several graphs.
 * Source: https://onnxruntime.ai/docs/genai/reference/config.html
 */
export async function readGenaiConfig(folder: string): Promise<GenaiConfig | null> {
  const config = await readJsonFile(folder, fileName)
  if (config === null) return null
  const model = objectField(config, 'model')
  const decoder = objectField(model, 'decoder')
  const parts = ['encoder', 'vision', 'speech', 'embedding'].filter((part) => isJsonObject(model[part]))
  if ('pipeline' in decoder) parts.push('pipeline')
  if (parts.length > 0) {
    throw loadFailed(fileName, `puts the model together from several graphs (${parts.join(', ')})`, {
      advice: 'Only decoder-only models for text can be run.',
    })
  }
  checkNames(decoder)
  const graphPath = stringField(decoder, 'filename')
  if (graphPath === null) throw loadFailed(fileName, 'does not name the file of the decoder')
  return { graphPath, model }
}

function checkNames(decoder: JsonObject): void {
  for (const [side, names] of Object.entries(plainNames)) {
    for (const [role, name] of Object.entries(objectField(decoder, side))) {
      if (names[role] === name) continue
      throw loadFailed(fileName, `has ${side} that are not supported (${role}: ${String(name)})`, {
        advice: 'Export the model again with the names that Hugging Face uses.',
      })
    }
  }
}
