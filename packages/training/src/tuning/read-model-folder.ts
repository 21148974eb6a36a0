import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DecoderConfig, decoderParameters, elementCount, readInitializers } from '@trialogue/onnx'
import type { Parameters } from '../parameters.ts'
import { createEncoder, type Encoder } from '../tokenizer/encoder.ts'
import type { TokenizerFile } from '../tokenizer/tokenizer-file.ts'

export type ModelFolder = {
  readonly config: DecoderConfig
  readonly parameters: Parameters
  readonly encoder: Encoder
}

type Json = Readonly<Record<string, unknown>>

function readJson(path: string): Json {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** The opposite of what `huggingFaceFiles` writes into config.json. Throws for a model of another kind. */
function decoderConfig(json: Json, path: string): DecoderConfig {
  const number = (key: string) => {
    const value = json[key]
    if (typeof value !== 'number')
      throw new Error(`${path} has no number "${key}": it is no Llama-like model.`)
    return value
  }
  const type = json['model_type']
  const hasOtherBias = json['attention_bias'] === true || json['mlp_bias'] === true
  if ((type !== 'llama' && type !== 'qwen2') || hasOtherBias) {
    throw new Error(`${path} describes a ${String(type)} model that cannot be tuned: use a Llama or Qwen 2.`)
  }
  const headCount = number('num_attention_heads')
  const keyValueHeadCount = number('num_key_value_heads')
  return {
    vocabSize: number('vocab_size'),
    hiddenSize: number('hidden_size'),
    layerCount: number('num_hidden_layers'),
    headCount,
    feedForwardSize: number('intermediate_size'),
    ropeTheta: number('rope_theta'),
    normEpsilon: number('rms_norm_eps'),
    contextLength: number('max_position_embeddings'),
    ...(keyValueHeadCount === headCount ? {} : { keyValueHeadCount }),
    ...(type === 'qwen2' ? { hasAttentionBias: true } : {}),
    ...(json['tie_word_embeddings'] === false ? { hasUntiedHead: true } : {}),
  }
}

/**
 * Reads a model that `exportModel` wrote (the bundled family is made of them): its shape, its weights
 * in single precision and its tokenizer. Throws when the folder holds a model made otherwise.
 */
export function readModelFolder(folder: string): ModelFolder {
  const configPath = join(folder, 'config.json')
  const modelPath = join(folder, 'onnx', 'model.onnx')
  const config = decoderConfig(readJson(configPath), configPath)
  const stored = readInitializers(readFileSync(modelPath))
  const parameters = decoderParameters(config).map(({ name, shape }): [string, Float32Array] => {
    const tensor = stored.get(name)
    if (tensor?.data.length !== elementCount(shape)) {
      throw new Error(
        `${modelPath} has no tensor "${name}" of shape [${shape}]: only models of this project can be tuned.`,
      )
    }
    return [name, tensor.data]
  })
  const tokenizer: TokenizerFile = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8'))
  return { config, parameters: new Map(parameters), encoder: createEncoder(tokenizer) }
}
