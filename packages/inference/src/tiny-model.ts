import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DecoderConfig, decoderParameters, elementCount, llamaDecoderGraph } from '@trialogue/onnx'
import type { JsonObject } from './json-object.ts'
import { createRandom } from './sampler/random.ts'

/** For tests: a whole model in Hugging Face's layout, with random weights, that loads in milliseconds. */
export interface TinyModel {
  readonly config: DecoderConfig
  readonly parameters: ReadonlyMap<string, Float32Array>
  readonly specialTokens: readonly string[]
}

const specialTokens = ['<|bos|>', '<|eos|>', '<|user|>', '<|assistant|>', '<|system|>', '<|end|>']
const merges = ['t h', 'th e', 'i n', 'Ġ the', 'Ġ a']
const bytes = Array.from({ length: 256 }, (_, byte) => byte)

const chatTemplate =
  "{{ bos_token }}{% for message in messages %}{{ '<|' + message.role + '|>' + message.content + '<|end|>' }}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"

/** `seed` decides the weights: two seeds are two models. `change` replaces sizes. */
export function aTinyModel(seed = 1, change: Partial<DecoderConfig> = {}): TinyModel {
  const config: DecoderConfig = {
    vocabSize: specialTokens.length + bytes.length + merges.length,
    hiddenSize: 32,
    layerCount: 2,
    headCount: 2,
    feedForwardSize: 48,
    ropeTheta: 10_000,
    normEpsilon: 1e-5,
    contextLength: 256,
    ...change,
  }
  const random = createRandom(seed)
  const parameters = decoderParameters(config).map(({ name, shape }): [string, Float32Array] => {
    const scale = shape.length === 1 ? 0 : 0.6
    // Multiples of 1/256, which the half precision of the file holds exactly.
    const draw = () => Math.round((random() * 2 - 1) * scale * 256) / 256
    const values = Float32Array.from({ length: elementCount(shape) }, draw)
    return [name, scale === 0 ? values.fill(1) : values]
  })
  return { config, parameters: new Map(parameters), specialTokens }
}

/** Writes the model's files into `folder`; `tokenizerConfig` replaces fields of tokenizer_config.json. */
export async function writeTinyModel(
  folder: string,
  { config, parameters }: TinyModel,
  change: { tokenizerConfig?: JsonObject; endTokenIds?: readonly number[] } = {},
): Promise<void> {
  const files = {
    'config.json': {
      num_hidden_layers: config.layerCount,
      num_attention_heads: config.headCount,
      hidden_size: config.hiddenSize,
    },
    'generation_config.json': { eos_token_id: change.endTokenIds ?? [1, 5] },
    'tokenizer.json': tinyTokenizer(),
    'tokenizer_config.json': {
      bos_token: { content: '<|bos|>' },
      eos_token: '<|eos|>',
      add_bos_token: true,
      clean_up_tokenization_spaces: false,
      chat_template: chatTemplate,
      ...change.tokenizerConfig,
    },
  }
  await mkdir(join(folder, 'onnx'), { recursive: true })
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(content))
  await writeFile(join(folder, 'onnx/model.onnx'), llamaDecoderGraph(config, parameters))
}

/** A byte-level BPE tokenizer: ids 0–5 are special, 6–261 the bytes, then a few merges. */
export function tinyTokenizer(): JsonObject {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }
  const words = merges.map((merge) => merge.replace(' ', ''))
  const tokens = [...specialTokens, ...bytes.map(byteLetter), ...words]
  return {
    added_tokens: specialTokens.map((content, id) => ({ id, content, special: true, normalized: false })),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: 'BPE', vocab: Object.fromEntries(tokens.map((token, id) => [token, id])), merges },
  }
}

/** GPT-2's letter for a byte: bytes that do not print take the letters from U+0100 on, in order. */
function byteLetter(byte: number): string {
  const doesPrint = (other: number) => (other > 32 && other < 127) || (other > 160 && other !== 173)
  if (doesPrint(byte)) return String.fromCharCode(byte)
  return String.fromCharCode(256 + bytes.filter((other) => other < byte && !doesPrint(other)).length)
}
