import { attentionShape, type DecoderConfig } from '../decoder-config.ts'
import { unsupported } from './checkpoint-error.ts'
import { type ConfigFields, configFields, isJsonObject } from './config-fields.ts'
import { readRopeScaling, ropeFields } from './read-rope-scaling.ts'

/** What an architecture has that its config.json does not say. Defaults are those of transformers' classes. */
type Architecture = {
  readonly hasAttentionBias: boolean
  readonly hasQueryKeyNorm: boolean
  /** Whether there is a sliding window, and what switches it on. */
  readonly window: 'never' | 'always' | 'on-request'
  readonly headSize?: number
  readonly ropeTheta: number
}

const plain: Architecture = {
  hasAttentionBias: false,
  hasQueryKeyNorm: false,
  window: 'never',
  ropeTheta: 10_000,
}

/** By the name that `architectures` of config.json has. SmolLM2 and TinyLlama are Llamas. */
const architectures: ReadonlyMap<string, Architecture> = new Map([
  ['LlamaForCausalLM', plain],
  ['MistralForCausalLM', { ...plain, window: 'always' }],
  ['Qwen2ForCausalLM', { ...plain, hasAttentionBias: true, window: 'on-request' }],
  ['Qwen3ForCausalLM', { ...plain, hasQueryKeyNorm: true, window: 'on-request', headSize: 128 }],
])

function readArchitecture(config: ConfigFields): Architecture {
  const listed = config.field('architectures')
  const [name] = Array.isArray(listed) ? listed : []
  const known = [...architectures.keys()].join(', ')
  if (typeof name !== 'string') {
    throw unsupported(`config.json does not tell the architecture. These can be imported: ${known}.`)
  }
  const architecture = architectures.get(name)
  if (architecture) return architecture
  throw unsupported(`The architecture ${name} is not supported. These can be imported: ${known}.`)
}

/** Refuses what would change the computation but is not in the graph, by the field that asks for it. */
function refuseUnknownFeatures(config: ConfigFields): void {
  for (const name of ['attention_bias', 'mlp_bias'] as const) {
    if (config.flag(name)) throw unsupported(`Models with ${name} are not supported.`)
  }
  for (const name of ['num_experts', 'num_local_experts', 'n_routed_experts'] as const) {
    if (config.field(name) !== undefined) {
      throw unsupported(`Models with a mixture of experts (${name}) are not supported.`)
    }
  }
  const quantization = config.field('quantization_config')
  if (quantization !== undefined) {
    const method = isJsonObject(quantization) ? quantization['quant_method'] : undefined
    throw unsupported(
      `The weights are quantized already (${String(method ?? 'quantization_config')}). Import the original model.`,
    )
  }
  const activation = config.field('hidden_act') ?? 'silu'
  if (activation !== 'silu' && activation !== 'swish') {
    throw unsupported(`The activation ${String(activation)} (hidden_act) is not supported (only silu is).`)
  }
}

/** Tokens that a query may look back on; undefined without a limit. */
function readSlidingWindow(config: ConfigFields, { window }: Architecture): number | undefined {
  if (window === 'never' || (window === 'on-request' && !config.flag('use_sliding_window'))) return undefined
  const size = config.count('sliding_window')
  if (size === undefined) return undefined
  const layers = config.requiredCount('num_hidden_layers')
  const kinds = config.field('layer_types')
  // Qwen slides only in the layers from this one on.
  const firstLayer = window === 'on-request' ? (config.field('max_window_layers') ?? 0) : 0
  const isSliding = Array.isArray(kinds)
    ? kinds.map((kind) => kind === 'sliding_attention')
    : Array.from({ length: layers }, (_, layer) => layer >= Number(firstLayer))
  if (isSliding.every((slides) => !slides)) return undefined
  if (isSliding.every((slides) => slides)) return size
  throw unsupported('A sliding window in some of the layers only is not supported.')
}

/**
 * The shape of a decoder from its config.json, as transformers writes it. Throws CHECKPOINT_UNSUPPORTED that names the
 * architecture, feature or field which cannot be imported.
 */
export function readDecoderConfig(json: unknown): DecoderConfig {
  if (!isJsonObject(json)) throw unsupported('config.json is no JSON object.')
  const config = configFields(json)
  const architecture = readArchitecture(config)
  refuseUnknownFeatures(config)
  const ropeJson = ropeFields(config)
  const rope = configFields(ropeJson)
  const partial = rope.real('partial_rotary_factor') ?? config.real('partial_rotary_factor') ?? 1
  if (partial !== 1)
    throw unsupported(`Rotating only ${partial} of a head (partial_rotary_factor) is not supported.`)
  const ropeScaling = readRopeScaling(ropeJson)
  const headCount = config.requiredCount('num_attention_heads')
  const hiddenSize = config.requiredCount('hidden_size')
  const headSize = config.count('head_dim') ?? architecture.headSize ?? hiddenSize / headCount
  const keyValueHeadCount = config.count('num_key_value_heads') ?? headCount
  const slidingWindow = readSlidingWindow(config, architecture)
  const decoder: DecoderConfig = {
    vocabSize: config.requiredCount('vocab_size'),
    hiddenSize,
    layerCount: config.requiredCount('num_hidden_layers'),
    headCount,
    feedForwardSize: config.requiredCount('intermediate_size'),
    ropeTheta: rope.real('rope_theta') ?? config.real('rope_theta') ?? architecture.ropeTheta,
    normEpsilon: config.requiredReal('rms_norm_eps'),
    contextLength: config.requiredCount('max_position_embeddings'),
    ...(keyValueHeadCount === headCount ? {} : { keyValueHeadCount }),
    ...(architecture.hasAttentionBias ? { hasAttentionBias: true } : {}),
    ...(config.flag('tie_word_embeddings') ? {} : { hasUntiedHead: true }),
    ...(headSize === hiddenSize / headCount ? {} : { headSize }),
    ...(architecture.hasQueryKeyNorm ? { hasQueryKeyNorm: true } : {}),
    ...(slidingWindow === undefined ? {} : { slidingWindow }),
    ...(ropeScaling ? { ropeScaling } : {}),
  }
  return checkHeads(decoder)
}

function checkHeads(decoder: DecoderConfig): DecoderConfig {
  try {
    attentionShape(decoder)
  } catch (cause) {
    throw unsupported(
      `config.json cannot be understood: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
  return decoder
}
