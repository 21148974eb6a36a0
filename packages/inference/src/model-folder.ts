import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@trialogue/contract'
import { countField, isJsonObject, type JsonObject, objectsField, stringField } from './json-object.ts'

/** A folder in the layout of Hugging Face's ONNX exports, read apart from its weights. */
export interface ModelFolder {
  /** Absolute path of the ONNX file. */
  readonly graphPath: string
  /** Sizes of the KV cache: one key and one value [batch, heads, tokens, headSize] per layer. */
  readonly cache: { readonly layers: number; readonly heads: number; readonly headSize: number }
  /** Any of them ends the completion. */
  readonly endTokenIds: readonly number[]
  readonly tokenizer: JsonObject
  readonly tokenizerConfig: JsonObject
  /** Jinja source; null for a model without one, as base models are. */
  readonly chatTemplate: string | null
}

/** Reads config.json, generation_config.json and the tokenizer's files. Throws MODEL_LOAD_FAILED naming the file. */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const config = await readJson(folder, 'config.json')
  const generationConfig = await readJson(folder, 'generation_config.json', {})
  const tokenizerConfig = await readJson(folder, 'tokenizer_config.json', {})
  const templateFile = await readOptional(join(folder, 'chat_template.jinja'))
  return {
    graphPath: join(folder, 'onnx', 'model.onnx'),
    cache: readCacheSizes(config),
    endTokenIds: readEndTokens(generationConfig) ?? readEndTokens(config) ?? [],
    tokenizer: await readJson(folder, 'tokenizer.json'),
    tokenizerConfig,
    chatTemplate: templateFile ?? readChatTemplate(tokenizerConfig),
  }
}

async function readJson(folder: string, path: string, otherwise?: JsonObject): Promise<JsonObject> {
  const text = await readOptional(join(folder, path))
  if (text === null && otherwise !== undefined) return otherwise
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (isJsonObject(value)) return value
  } catch (cause) {
    throw loadFailed(path, text === null ? 'is missing' : 'is no JSON', cause)
  }
  throw loadFailed(path, 'is no JSON object')
}

async function readOptional(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null)
}

/** Field names of Hugging Face's LlamaConfig and its relatives. */
function readCacheSizes(config: JsonObject): ModelFolder['cache'] {
  const layers = countField(config, 'num_hidden_layers')
  const queryHeads = countField(config, 'num_attention_heads')
  const hiddenSize = countField(config, 'hidden_size')
  const heads = countField(config, 'num_key_value_heads') ?? queryHeads
  const headSize = countField(config, 'head_dim') ?? (hiddenSize && queryHeads && hiddenSize / queryHeads)
  if (!layers || !heads || !headSize) {
    throw loadFailed('config.json', 'does not tell num_hidden_layers, num_attention_heads and hidden_size')
  }
  return { layers, heads, headSize }
}

function readEndTokens(config: JsonObject): number[] | null {
  const value = config['eos_token_id']
  const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'number')
  return ids.length === 0 ? null : ids
}

/** A string, or a list of named templates of which `default` is for plain conversation. */
function readChatTemplate(tokenizerConfig: JsonObject): string | null {
  const named = objectsField(tokenizerConfig, 'chat_template').find(({ name }) => name === 'default')
  return named === undefined ? stringField(tokenizerConfig, 'chat_template') : stringField(named, 'template')
}

function loadFailed(path: string, problem: string, cause?: unknown): AppError {
  const message = `The model cannot be loaded: its ${path} ${problem}. Install the model again.`
  return new AppError('MODEL_LOAD_FAILED', message, { details: { path }, cause })
}
