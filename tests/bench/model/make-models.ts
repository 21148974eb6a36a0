import { createHash } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  convertCheckpoint,
  type DecoderConfig,
  huggingFaceDecoderGraph,
  slotsDecoderGraph,
} from '@trialogue/onnx'
import { type Precision, precisions } from '../competitors/protocol.ts'
import type { GgufTypeName } from './gguf-blocks.ts'
import { checkpointTensors, type ModelShape } from './model-shape.ts'
import { randomTensor } from './random-weights.ts'
import { writeSafetensors } from './safetensors-file.ts'
import { tokenizerJson, vocabulary } from './vocabulary.ts'
import { writeGgufModel } from './write-gguf-model.ts'

/** One model with the same weights in the files of every competitor. */
export interface ModelFiles {
  /** Folders, as `trialogue models import` makes them. */
  readonly trialogue: Readonly<Record<Precision, string>>
  /** Folders in Hugging Face's layout for transformers.js: another graph over the same weights. */
  readonly huggingFace: Readonly<Record<Precision, string>>
  readonly gguf: Readonly<Record<Precision, string>>
  readonly vocabularySize: number
}

const cache = join(import.meta.dirname, '../.cache')
const ggufTypeOf: Readonly<Record<Precision, GgufTypeName>> = { fp32: 'f32', q8: 'q8_0', q4: 'q4_0' }

/** Raise it when the same graphs get other weights. */
const recipe = 2

/** The files of the random model `name`, made unless they are there from an earlier run with the same graphs. */
export async function makeModels(name: string, shape: ModelShape): Promise<ModelFiles> {
  const folder = join(cache, `${name}-${fingerprint(shape)}`)
  if (!existsSync(folder)) {
    console.error(`Making the ${name} model (once) …`)
    mkdirSync(cache, { recursive: true })
    for (const old of readdirSync(cache).filter((other) => other.startsWith(`${name}-`))) {
      rmSync(join(cache, old), { recursive: true })
    }
    const draft = `${folder}.unfinished`
    await writeModels(draft, shape)
    renameSync(draft, folder)
  }
  return filesIn(folder, shape)
}

function filesIn(folder: string, shape: ModelShape): ModelFiles {
  const each = (path: (precision: Precision) => string) => ({
    fp32: join(folder, path('fp32')),
    q8: join(folder, path('q8')),
    q4: join(folder, path('q4')),
  })
  return {
    trialogue: each((precision) => `trialogue-${precision}`),
    huggingFace: each((precision) => `hugging-face-${precision}`),
    gguf: each((precision) => `model-${ggufTypeOf[precision]}.gguf`),
    vocabularySize: shape.vocab_size,
  }
}

async function writeModels(folder: string, shape: ModelShape): Promise<void> {
  const files = filesIn(folder, shape)
  const checkpoint = join(folder, 'checkpoint')
  mkdirSync(checkpoint, { recursive: true })
  writeJson(checkpoint, 'config.json', configJson(shape))
  writeJson(checkpoint, 'tokenizer.json', tokenizerJson(vocabulary(shape.vocab_size)))
  writeJson(checkpoint, 'tokenizer_config.json', {
    add_bos_token: false,
    clean_up_tokenization_spaces: false,
  })
  writeSafetensors(join(checkpoint, 'model.safetensors'), checkpointTensors(shape), randomTensor)
  for (const precision of precisions) {
    const ours = files.trialogue[precision]
    await convertCheckpoint({ folder: checkpoint, output: ours, precision })
    writeHuggingFaceModel(files.huggingFace[precision], shape, precision, ours)
    writeGgufModel(files.gguf[precision], shape, ggufTypeOf[precision], randomTensor)
  }
  rmSync(checkpoint, { recursive: true })
}

function writeHuggingFaceModel(folder: string, shape: ModelShape, precision: Precision, ours: string): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  const external = { 'transformers.js_config': { use_external_data_format: true } }
  writeJson(folder, 'config.json', { ...configJson(shape), ...external })
  writeFileSync(join(folder, 'onnx/model.onnx'), huggingFaceDecoderGraph(decoderConfig(shape), { precision }))
  linkSync(join(ours, 'onnx/model.onnx_data'), join(folder, 'onnx/model.onnx_data'))
}

/** There is no token that ends a completion: what is measured shall not depend on what is written. */
function configJson(shape: ModelShape): object {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_act: 'silu',
    tie_word_embeddings: true,
    bos_token_id: null,
    eos_token_id: null,
    torch_dtype: 'float32',
    ...shape,
  }
}

function decoderConfig(shape: ModelShape): DecoderConfig {
  return {
    vocabSize: shape.vocab_size,
    hiddenSize: shape.hidden_size,
    layerCount: shape.num_hidden_layers,
    headCount: shape.num_attention_heads,
    keyValueHeadCount: shape.num_key_value_heads,
    feedForwardSize: shape.intermediate_size,
    ropeTheta: shape.rope_theta,
    normEpsilon: shape.rms_norm_eps,
    contextLength: shape.max_position_embeddings,
  }
}

function fingerprint(shape: ModelShape): string {
  const hash = createHash('sha256').update(`${recipe} ${JSON.stringify(shape)}`)
  for (const precision of precisions) {
    hash.update(slotsDecoderGraph(decoderConfig(shape), { precision }))
    hash.update(huggingFaceDecoderGraph(decoderConfig(shape), { precision }))
  }
  return hash.digest('hex').slice(0, 12)
}

function writeJson(folder: string, name: string, content: object): void {
  writeFileSync(join(folder, name), JSON.stringify(content))
}
