import { describe, expect, it } from 'vitest'
import { readDecoderConfig } from './read-decoder-config.ts'

/** The fields that matter of published files, as they stand there. */
const smolLm2 = {
  architectures: ['LlamaForCausalLM'],
  attention_bias: false,
  hidden_act: 'silu',
  hidden_size: 576,
  intermediate_size: 1536,
  max_position_embeddings: 8192,
  mlp_bias: false,
  model_type: 'llama',
  num_attention_heads: 9,
  num_hidden_layers: 30,
  num_key_value_heads: 3,
  pretraining_tp: 1,
  rms_norm_eps: 1e-5,
  rope_interleaved: false,
  rope_scaling: null,
  rope_theta: 100000,
  tie_word_embeddings: true,
  vocab_size: 49152,
}

const llama32 = {
  ...smolLm2,
  head_dim: 64,
  hidden_size: 2048,
  intermediate_size: 8192,
  max_position_embeddings: 131072,
  num_attention_heads: 32,
  num_hidden_layers: 16,
  num_key_value_heads: 8,
  rope_scaling: {
    factor: 32,
    high_freq_factor: 4,
    low_freq_factor: 1,
    original_max_position_embeddings: 8192,
    rope_type: 'llama3',
  },
  rope_theta: 500000,
  vocab_size: 128256,
}

const mistral = {
  architectures: ['MistralForCausalLM'],
  hidden_act: 'silu',
  hidden_size: 4096,
  intermediate_size: 14336,
  max_position_embeddings: 32768,
  model_type: 'mistral',
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  rms_norm_eps: 1e-5,
  rope_theta: 10000,
  sliding_window: 4096,
  tie_word_embeddings: false,
  vocab_size: 32000,
}

const qwen25 = {
  architectures: ['Qwen2ForCausalLM'],
  hidden_act: 'silu',
  hidden_size: 896,
  intermediate_size: 4864,
  max_position_embeddings: 32768,
  max_window_layers: 24,
  model_type: 'qwen2',
  num_attention_heads: 14,
  num_hidden_layers: 24,
  num_key_value_heads: 2,
  rms_norm_eps: 1e-6,
  rope_theta: 1000000,
  sliding_window: 32768,
  tie_word_embeddings: true,
  use_sliding_window: false,
  vocab_size: 151936,
}

const qwen3 = {
  architectures: ['Qwen3ForCausalLM'],
  attention_bias: false,
  head_dim: 128,
  hidden_act: 'silu',
  hidden_size: 1024,
  intermediate_size: 3072,
  max_position_embeddings: 40960,
  max_window_layers: 28,
  model_type: 'qwen3',
  num_attention_heads: 16,
  num_hidden_layers: 28,
  num_key_value_heads: 8,
  rms_norm_eps: 1e-6,
  rope_scaling: null,
  rope_theta: 1000000,
  sliding_window: null,
  tie_word_embeddings: true,
  use_sliding_window: false,
  vocab_size: 151936,
}

describe('config.json', () => {
  it('is read for SmolLM2', () => {
    expect(readDecoderConfig(smolLm2)).toEqual({
      vocabSize: 49152,
      hiddenSize: 576,
      layerCount: 30,
      headCount: 9,
      feedForwardSize: 1536,
      ropeTheta: 100000,
      normEpsilon: 1e-5,
      contextLength: 8192,
      keyValueHeadCount: 3,
    })
  })

  it('is read for Llama 3.2', () => {
    const ropeScaling = {
      factor: 32,
      lowFrequencyFactor: 1,
      highFrequencyFactor: 4,
      originalContextLength: 8192,
    }
    expect(readDecoderConfig(llama32)).toMatchObject({ ropeScaling, ropeTheta: 500000, keyValueHeadCount: 8 })
    expect(readDecoderConfig(llama32)).not.toHaveProperty('headSize')
  })

  it('is read for Llama 2, which does not tell how fast it turns', () => {
    const { rope_theta, rope_scaling, num_key_value_heads, ...llama2 } = smolLm2
    const config = readDecoderConfig({ ...llama2, tie_word_embeddings: false })
    expect(config).toMatchObject({ ropeTheta: 10000, hasUntiedHead: true })
    expect(config).not.toHaveProperty('keyValueHeadCount')
  })

  it('is read for Mistral, with its window and without', () => {
    expect(readDecoderConfig(mistral)).toMatchObject({ slidingWindow: 4096, hasUntiedHead: true })
    expect(readDecoderConfig({ ...mistral, sliding_window: null })).not.toHaveProperty('slidingWindow')
  })

  it('is read for Qwen 2.5, whose window is switched off', () => {
    const config = readDecoderConfig(qwen25)
    expect(config).toMatchObject({ hasAttentionBias: true, keyValueHeadCount: 2 })
    expect(config).not.toHaveProperty('slidingWindow')
    expect(config).not.toHaveProperty('hasUntiedHead')
  })

  it('is read for Qwen 3', () => {
    expect(readDecoderConfig(qwen3)).toMatchObject({ headSize: 128, hasQueryKeyNorm: true })
    const { head_dim, ...silent } = qwen3
    expect(readDecoderConfig(silent)).toMatchObject({ headSize: 128 })
  })

  it('is read as transformers 5 writes it', () => {
    const { rope_theta, rope_scaling, ...rest } = llama32
    const renamed = { ...rest, rope_parameters: { ...rope_scaling, rope_theta } }
    expect(readDecoderConfig(renamed)).toEqual(readDecoderConfig(llama32))
  })

  it('takes a window in every layer, and none where every layer sees all', () => {
    const window = { ...qwen25, use_sliding_window: true, sliding_window: 512 }
    expect(readDecoderConfig(window)).not.toHaveProperty('slidingWindow')
    expect(readDecoderConfig({ ...window, max_window_layers: 0 })).toMatchObject({ slidingWindow: 512 })
  })
})

describe('config.json is refused by name', () => {
  it.each<[string, unknown]>([
    ['Gemma3ForCausalLM', { ...smolLm2, architectures: ['Gemma3ForCausalLM'] }],
    ['architecture', { ...smolLm2, architectures: undefined }],
    ['"yarn"', { ...qwen25, rope_scaling: { type: 'yarn', factor: 4 } }],
    ['"linear"', { ...smolLm2, rope_scaling: { type: 'linear', factor: 2 } }],
    [
      'low_freq_factor',
      { ...llama32, rope_scaling: { ...llama32.rope_scaling, low_freq_factor: undefined } },
    ],
    ['high_freq_factor', { ...llama32, rope_scaling: { ...llama32.rope_scaling, high_freq_factor: 1 } }],
    ['partial_rotary_factor', { ...smolLm2, partial_rotary_factor: 0.5 }],
    ['num_local_experts', { ...mistral, num_local_experts: 8 }],
    ['attention_bias', { ...qwen3, attention_bias: true }],
    ['mlp_bias', { ...smolLm2, mlp_bias: true }],
    ['gptq', { ...smolLm2, quantization_config: { quant_method: 'gptq' } }],
    ['gelu', { ...smolLm2, hidden_act: 'gelu' }],
    ['some of the layers', { ...qwen25, use_sliding_window: true, max_window_layers: 12 }],
    ['some of the layers', { ...mistral, layer_types: ['sliding_attention', 'full_attention'] }],
    ['hidden_size', { ...smolLm2, hidden_size: '576' }],
    ['num_hidden_layers', { ...smolLm2, num_hidden_layers: 1.5 }],
    ['vocab_size', { ...smolLm2, vocab_size: undefined }],
    ['max_position_embeddings', { ...smolLm2, max_position_embeddings: 0 }],
    ['tie_word_embeddings', { ...smolLm2, tie_word_embeddings: 'no' }],
    ['key and value heads', { ...smolLm2, num_key_value_heads: 4 }],
    ['JSON object', []],
  ])('%s', (reason, json) => {
    let message = ''
    try {
      readDecoderConfig(json)
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'CHECKPOINT_UNSUPPORTED' })
      message = String(thrown)
    }
    expect(message).toContain(reason)
  })
})
