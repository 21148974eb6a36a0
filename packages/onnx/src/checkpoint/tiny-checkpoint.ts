import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { attentionShape, type DecoderConfig, layerParameterNames } from '../decoder-config.ts'
import { toFloat16 } from '../float16.ts'
import { createNoise } from '../gradient-check.ts'
import { randomParameters } from '../reference-decoder.ts'

/** For tests: checkpoints as Hugging Face's transformers writes them, of the tiny architectures. */

export type SafetensorsType = 'F32' | 'F16' | 'BF16'

type NamedTensor = { readonly name: string; readonly shape: readonly number[]; readonly data: Float32Array }

/** config.json of a tiny decoder, with the fields that real ones have. */
function tinyConfigJson(config: DecoderConfig): Record<string, unknown> {
  const { ropeScaling, slidingWindow } = config
  const architecture = architectureOf(config)
  return {
    architectures: [architecture],
    hidden_act: 'silu',
    vocab_size: config.vocabSize,
    hidden_size: config.hiddenSize,
    intermediate_size: config.feedForwardSize,
    num_hidden_layers: config.layerCount,
    num_attention_heads: config.headCount,
    num_key_value_heads: config.keyValueHeadCount ?? config.headCount,
    max_position_embeddings: config.contextLength,
    rms_norm_eps: config.normEpsilon,
    rope_theta: config.ropeTheta,
    tie_word_embeddings: !config.hasUntiedHead,
    ...(config.headSize ? { head_dim: config.headSize } : {}),
    ...(architecture === 'MistralForCausalLM' ? { sliding_window: slidingWindow } : {}),
    ...(config.hasAttentionBias
      ? { use_sliding_window: false, sliding_window: 4, max_window_layers: 1 }
      : {}),
    ...(ropeScaling
      ? {
          rope_scaling: {
            rope_type: 'llama3',
            factor: ropeScaling.factor,
            low_freq_factor: ropeScaling.lowFrequencyFactor,
            high_freq_factor: ropeScaling.highFrequencyFactor,
            original_max_position_embeddings: ropeScaling.originalContextLength,
          },
        }
      : {}),
  }
}

function architectureOf({ slidingWindow, hasAttentionBias, hasQueryKeyNorm }: DecoderConfig): string {
  if (slidingWindow) return 'MistralForCausalLM'
  if (hasAttentionBias) return 'Qwen2ForCausalLM'
  return hasQueryKeyNorm ? 'Qwen3ForCausalLM' : 'LlamaForCausalLM'
}

/** Random parameters that every type of a checkpoint holds exactly. */
export function coarseParameters(config: DecoderConfig, seed: number): Map<string, Float32Array> {
  const coarse = (value: number) => Math.round(value * 32) / 32
  return new Map(
    [...randomParameters(config, createNoise(seed))].map(([name, data]) => [name, data.map(coarse)]),
  )
}

/** Columns `start` … `start + count` of a matrix [in, out], as a matrix [count, in]. */
function turnedColumns(matrix: Float32Array, out: number, start: number, count: number): NamedTensor['data'] {
  const rows = matrix.length / out
  return Float32Array.from(
    { length: rows * count },
    (_, index) => matrix[(index % rows) * out + start + Math.floor(index / rows)] ?? 0,
  )
}

function layerTensors(
  config: DecoderConfig,
  layer: number,
  parameter: (name: string) => Float32Array,
): NamedTensor[] {
  const { hiddenSize, feedForwardSize } = config
  const { queryWidth, packedWidth, keyValueHeadCount, headSize } = attentionShape(config)
  const names = layerParameterNames(layer)
  const prefix = `model.layers.${layer}`
  const keyWidth = keyValueHeadCount * headSize
  const vector = (name: string, data: Float32Array) => ({
    name: `${prefix}.${name}`,
    shape: [data.length],
    data,
  })
  const matrix = (
    name: string,
    source: string,
    sizes: { in: number; of: number; start: number; out: number },
  ) => ({
    name: `${prefix}.${name}.weight`,
    shape: [sizes.out, sizes.in],
    data: turnedColumns(parameter(source), sizes.of, sizes.start, sizes.out),
  })
  const projections = [
    { name: 'q_proj', start: 0, out: queryWidth },
    { name: 'k_proj', start: queryWidth, out: keyWidth },
    { name: 'v_proj', start: queryWidth + keyWidth, out: keyWidth },
  ]
  const tensors = [
    vector('input_layernorm.weight', parameter(names.attentionNorm)),
    vector('post_attention_layernorm.weight', parameter(names.feedForwardNorm)),
    ...projections.map(({ name, start, out }) =>
      matrix(`self_attn.${name}`, names.queryKeyValue, { in: hiddenSize, of: packedWidth, start, out }),
    ),
    matrix('self_attn.o_proj', names.attentionOutput, {
      in: queryWidth,
      of: hiddenSize,
      start: 0,
      out: hiddenSize,
    }),
    ...['gate_proj', 'up_proj'].map((name, index) =>
      matrix(`mlp.${name}`, names.gateUp, {
        in: hiddenSize,
        of: 2 * feedForwardSize,
        start: index * feedForwardSize,
        out: feedForwardSize,
      }),
    ),
    matrix('mlp.down_proj', names.down, { in: feedForwardSize, of: hiddenSize, start: 0, out: hiddenSize }),
  ]
  if (config.hasQueryKeyNorm) {
    tensors.push(vector('self_attn.q_norm.weight', parameter(names.queryNorm)))
    tensors.push(vector('self_attn.k_norm.weight', parameter(names.keyNorm)))
  }
  if (config.hasAttentionBias) {
    const bias = parameter(names.queryKeyValueBias)
    for (const { name, start, out } of projections) {
      tensors.push(vector(`self_attn.${name}.bias`, bias.slice(start, start + out)))
    }
  }
  return tensors
}

/** The tensors of a checkpoint with these parameters, under the names that transformers gives them. */
export function checkpointTensors(
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
): NamedTensor[] {
  const parameter = (name: string) => parameters.get(name) ?? new Float32Array()
  const shape = [config.vocabSize, config.hiddenSize]
  return [
    { name: 'model.embed_tokens.weight', shape, data: parameter('embedding') },
    ...Array.from({ length: config.layerCount }, (_, layer) => layerTensors(config, layer, parameter)).flat(),
    { name: 'model.norm.weight', shape: [config.hiddenSize], data: parameter('final_norm') },
    ...(config.hasUntiedHead ? [{ name: 'lm_head.weight', shape, data: parameter('head') }] : []),
  ]
}

function bytesOf(data: Float32Array, type: SafetensorsType): Uint8Array {
  if (type === 'F16') return new Uint8Array(toFloat16(data).buffer)
  const singles = new Uint8Array(data.slice().buffer)
  // bfloat16 is the upper half of each number.
  return type === 'F32' ? singles : singles.filter((_, index) => index % 4 >= 2)
}

/** One safetensors file, written by hand from the format's description. */
export function safetensorsFile(tensors: readonly NamedTensor[], type: SafetensorsType): Uint8Array {
  const parts = tensors.map(({ data }) => bytesOf(data, type))
  let end = 0
  const entries = tensors.map(({ name, shape }, index) => {
    const begin = end
    end += parts[index]?.length ?? 0
    return [name, { dtype: type, shape, data_offsets: [begin, end] }]
  })
  const header = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) })
  return rawSafetensors(header, Buffer.concat(parts))
}

/** A file with the given header and data, whether they fit together or not. */
export function rawSafetensors(header: string, data: Uint8Array): Uint8Array {
  const text = Buffer.from(header)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.byteLength))
  return Buffer.concat([length, text, data])
}

/** Writes a whole checkpoint, in one file or in parts that an index puts together. */
export async function writeTinyCheckpoint(
  folder: string,
  config: DecoderConfig,
  tensors: readonly NamedTensor[],
  { type = 'F32', parts = 1 }: { readonly type?: SafetensorsType; readonly parts?: number } = {},
): Promise<void> {
  await writeFile(join(folder, 'config.json'), JSON.stringify(tinyConfigJson(config)))
  await writeFile(join(folder, 'tokenizer.json'), '{}')
  await writeFile(join(folder, 'tokenizer_config.json'), '{}')
  if (parts === 1) {
    await writeFile(join(folder, 'model.safetensors'), safetensorsFile(tensors, type))
    return
  }
  const fileOf = (index: number) => `model-0000${(index % parts) + 1}-of-0000${parts}.safetensors`
  for (let part = 0; part < parts; part += 1) {
    const own = tensors.filter((_, index) => index % parts === part)
    await writeFile(join(folder, fileOf(part)), safetensorsFile(own, type))
  }
  const index = { weight_map: Object.fromEntries(tensors.map(({ name }, place) => [name, fileOf(place)])) }
  await writeFile(join(folder, 'model.safetensors.index.json'), JSON.stringify(index))
}
