import { resolve } from 'node:path'
import { type JsonObject, objectField } from './json-object.ts'
import { type CacheSizes, cacheSizes } from './model-folder/cache-sizes.ts'
import { type FindGraphOptions, findGraph } from './model-folder/find-graph.ts'
import { loadFailed } from './model-folder/load-failed.ts'
import { readChatTemplate } from './model-folder/read-chat-template.ts'
import { readContextLength } from './model-folder/read-context-length.ts'
import { readEndTokens } from './model-folder/read-end-tokens.ts'
import type { GraphHeader } from './model-folder/read-graph-header.ts'
import { readJsonFile, readTextFile } from './model-folder/read-json-file.ts'
import { readPrecision } from './model-folder/read-precision.ts'
import { createChatTemplate } from './tokenizer/chat-template.ts'

/** A folder in the layout of Hugging Face's ONNX exports or of onnxruntime-genai, read apart from its weights. */
export interface ModelFolder {
  /** Absolute path of the ONNX file. */
  readonly graphPath: string
  /** Which of the folder's ONNX files this is, by its name: `fp32`, `q8`, … as transformers.js calls them, or `genai`. */
  readonly variant: string
  /** The ONNX file, then those that hold its weights; relative to the folder, with forward slashes. */
  readonly weightFiles: readonly string[]
  /** How most weights are stored, by what the file says: `fp32`, `q8`, `q4f16`, …; null where it holds none. */
  readonly precision: string | null
  readonly cache: CacheSizes
  /** Longest sequence in tokens; null where the files do not tell. */
  readonly contextLength: number | null
  /** Any of them ends the completion. */
  readonly endTokenIds: readonly number[]
  readonly tokenizer: JsonObject
  readonly tokenizerConfig: JsonObject
  /** Jinja source; null for a model without one, as base models are. */
  readonly chatTemplate: string | null
}

/** Reads a folder's settings and looks at its ONNX file. Throws MODEL_LOAD_FAILED naming the file that is wrong. */
export async function readModelFolder(folder: string, options: FindGraphOptions = {}): Promise<ModelFolder> {
  const { path, variant, header, weightFiles, config, genai } = await findGraph(folder, options)
  const generationConfig = (await readJsonFile(folder, 'generation_config.json')) ?? {}
  const configs = [genai, generationConfig, config, objectField(config, 'text_config')]

  const tokenizer = await readTokenizer(folder)
  const tokenizerConfig = await readTokenizerConfig(folder)
  const chatTemplate = await readChatTemplate(folder, tokenizerConfig)
  return {
    graphPath: resolve(folder, path),
    variant,
    weightFiles,
    precision: readPrecision(resolve(folder, path)),
    cache: requireCacheSizes(path, header),
    contextLength: readContextLength(configs, tokenizerConfig),
    endTokenIds: readEndTokens({
      configs,
      tokenizer,
      tokenizerConfig,
      chatTemplate: createChatTemplate(chatTemplate, tokenizerConfig),
    }),
    tokenizer,
    tokenizerConfig,
    chatTemplate,
  }
}

function requireCacheSizes(path: string, header: GraphHeader): CacheSizes {
  const sizes = cacheSizes(header)
  if (sizes !== null) return sizes
  throw loadFailed(path, 'does not tell the sizes of its KV cache', {
    advice: 'Export it again with a recent version of Optimum.',
  })
}

async function readTokenizer(folder: string): Promise<JsonObject> {
  const tokenizer = await readJsonFile(folder, 'tokenizer.json')
  if (tokenizer !== null) return tokenizer
  // SentencePiece's own file, or GPT-2's pair.
  for (const other of ['tokenizer.model', 'vocab.json']) {
    if ((await readTextFile(folder, other)) === null) continue
    throw loadFailed('tokenizer.json', `is missing, and ${other} alone is not supported`, {
      advice: 'Save the tokenizer again with a recent version of transformers.',
    })
  }
  throw loadFailed('tokenizer.json', 'is missing')
}

/** Older folders keep the special tokens in a file of their own. */
async function readTokenizerConfig(folder: string): Promise<JsonObject> {
  const specialTokens = (await readJsonFile(folder, 'special_tokens_map.json')) ?? {}
  return { ...specialTokens, ...(await readJsonFile(folder, 'tokenizer_config.json')) }
}
