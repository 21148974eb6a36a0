import type { DecoderConfig } from '@trialogue/onnx'
import { beginToken, chatTemplate, endOfTextToken, endOfTurnToken, paddingToken } from './chat-format.ts'
import type { Stage } from './corpus/sample.ts'
import type { Encoder } from './tokenizer/encoder.ts'

type SpecialTokens = { readonly bos_token: string; readonly eos_token: string; readonly pad_token: string }

/** A base model ends with its document; the others end with their turn. */
function specialTokens(stage: Stage): SpecialTokens {
  const end = stage === 'base' ? endOfTextToken : endOfTurnToken
  return { bos_token: beginToken, eos_token: end, pad_token: paddingToken }
}

function stopIds(stage: Stage, encoder: Encoder): number | number[] {
  const text = encoder.idOf(endOfTextToken)
  return stage === 'base' ? text : [encoder.idOf(endOfTurnToken), text]
}

function modelConfig(config: DecoderConfig, stage: Stage, encoder: Encoder): object {
  return {
    // Qwen 2 is a Llama with biases on queries, keys and values, but none on the output projection.
    ...(config.hasAttentionBias
      ? { architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2' }
      : { architectures: ['LlamaForCausalLM'], model_type: 'llama', attention_bias: false, mlp_bias: false }),
    vocab_size: config.vocabSize,
    hidden_size: config.hiddenSize,
    intermediate_size: config.feedForwardSize,
    num_hidden_layers: config.layerCount,
    num_attention_heads: config.headCount,
    num_key_value_heads: config.keyValueHeadCount ?? config.headCount,
    head_dim: config.hiddenSize / config.headCount,
    hidden_act: 'silu',
    rms_norm_eps: config.normEpsilon,
    rope_theta: config.ropeTheta,
    max_position_embeddings: config.contextLength,
    tie_word_embeddings: !config.hasUntiedHead,
    bos_token_id: encoder.idOf(beginToken),
    eos_token_id: stopIds(stage, encoder),
    pad_token_id: encoder.idOf(paddingToken),
    torch_dtype: 'float16',
    use_cache: true,
  }
}

function tokenizerConfig(config: DecoderConfig, stage: Stage): object {
  return {
    tokenizer_class: 'PreTrainedTokenizerFast',
    ...specialTokens(stage),
    // Text of a base model starts with <|bos|>; the chat template writes it by itself.
    add_bos_token: true,
    add_eos_token: false,
    clean_up_tokenization_spaces: false,
    model_max_length: config.contextLength,
    ...(stage === 'base' ? {} : { chat_template: chatTemplate }),
  }
}

/** Puts `<|bos|>` in front of what is encoded with special tokens, as training did. */
function withBeginToken(tokenizer: object, encoder: Encoder): object {
  const begin = { SpecialToken: { id: beginToken, type_id: 0 } }
  const first = { Sequence: { id: 'A', type_id: 0 } }
  const second = { Sequence: { id: 'B', type_id: 1 } }
  const token = { id: beginToken, ids: [encoder.idOf(beginToken)], tokens: [beginToken] }
  return {
    ...tokenizer,
    post_processor: {
      type: 'TemplateProcessing',
      single: [begin, first],
      pair: [begin, first, second],
      special_tokens: { [beginToken]: token },
    },
  }
}

/** The JSON files of a Hugging Face model folder, by name. */
export function huggingFaceFiles(options: {
  config: DecoderConfig
  stage: Stage
  tokenizer: object
  encoder: Encoder
}): Record<string, object> {
  const { config, stage, tokenizer, encoder } = options
  const stops = stopIds(stage, encoder)
  return {
    'config.json': modelConfig(config, stage, encoder),
    'generation_config.json': {
      bos_token_id: encoder.idOf(beginToken),
      eos_token_id: stops,
      pad_token_id: encoder.idOf(paddingToken),
      max_length: config.contextLength,
    },
    'tokenizer.json': withBeginToken(tokenizer, encoder),
    'tokenizer_config.json': tokenizerConfig(config, stage),
    'special_tokens_map.json': specialTokens(stage),
  }
}
