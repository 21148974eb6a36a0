import { type GgufTypeName, ggufTypes } from './gguf-blocks.ts'
import { type GgufTensor, type GgufValue, writeGguf } from './gguf-file.ts'
import { checkpointTensors, headSizeOf, type ModelShape, type TensorSpec } from './model-shape.ts'
import { vocabulary } from './vocabulary.ts'

/** What Hugging Face calls a tensor, and what llama.cpp does. */
const names: readonly (readonly [ours: RegExp, theirs: string])[] = [
  [/^model\.embed_tokens\.weight$/, 'token_embd.weight'],
  [/^model\.norm\.weight$/, 'output_norm.weight'],
  [/^model\.layers\.(\d+)\.input_layernorm\.weight$/, 'blk.$1.attn_norm.weight'],
  [/^model\.layers\.(\d+)\.post_attention_layernorm\.weight$/, 'blk.$1.ffn_norm.weight'],
  [/^model\.layers\.(\d+)\.self_attn\.([qkv])_proj\.weight$/, 'blk.$1.attn_$2.weight'],
  [/^model\.layers\.(\d+)\.self_attn\.o_proj\.weight$/, 'blk.$1.attn_output.weight'],
  [/^model\.layers\.(\d+)\.mlp\.(gate|up|down)_proj\.weight$/, 'blk.$1.ffn_$2.weight'],
]

/** Writes the model as GGUF: matrices as `type`, gains in single precision, as llama.cpp's own converter does. */
export function writeGgufModel(
  path: string,
  shape: ModelShape,
  type: GgufTypeName,
  valuesOf: (tensor: TensorSpec) => Float32Array,
): void {
  const tensors = checkpointTensors(shape).map((tensor): GgufTensor => {
    const isGain = tensor.shape.length === 1
    return {
      name: ggufName(tensor.name),
      shape: tensor.shape,
      type: ggufTypes[isGain ? 'f32' : type],
      values: () => {
        const values = valuesOf(tensor)
        return /\.[qk]_proj\./.test(tensor.name) ? interleaveHeads(values, tensor, headSizeOf(shape)) : values
      },
    }
  })
  writeGguf(path, metadata(shape), tensors)
}

function ggufName(name: string): string {
  const rule = names.find(([ours]) => ours.test(name))
  if (rule === undefined) throw new Error(`llama.cpp has no name for ${name}.`)
  return name.replace(rule[0], rule[1])
}

/**
 * Rotary embedding turns rows i and i + half of a head together in Hugging Face's order, neighbouring rows in
 * llama.cpp's: `permute` in https://github.com/ggml-org/llama.cpp/blob/master/convert_hf_to_gguf.py
 */
export function interleaveHeads(values: Float32Array, { shape }: TensorSpec, headSize: number): Float32Array {
  const [rows = 0, width = 0] = shape
  const half = headSize / 2
  const target = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    const inHead = row % headSize
    const place = row - inHead + (inHead % half) * 2 + Math.floor(inHead / half)
    target.set(values.subarray(row * width, (row + 1) * width), place * width)
  }
  return target
}

function metadata(shape: ModelShape): Record<string, GgufValue> {
  const text = (value: string): GgufValue => ({ type: 'string', value })
  const count = (value: number): GgufValue => ({ type: 'uint32', value })
  const tokens = vocabulary(shape.vocab_size)
  return {
    'general.architecture': text('llama'),
    'general.name': text('random'),
    'llama.block_count': count(shape.num_hidden_layers),
    'llama.context_length': count(shape.max_position_embeddings),
    'llama.embedding_length': count(shape.hidden_size),
    'llama.feed_forward_length': count(shape.intermediate_size),
    'llama.attention.head_count': count(shape.num_attention_heads),
    'llama.attention.head_count_kv': count(shape.num_key_value_heads),
    'llama.attention.layer_norm_rms_epsilon': { type: 'float32', value: shape.rms_norm_eps },
    'llama.rope.dimension_count': count(headSizeOf(shape)),
    'llama.rope.freq_base': { type: 'float32', value: shape.rope_theta },
    'llama.vocab_size': count(shape.vocab_size),
    'tokenizer.ggml.model': text('gpt2'),
    'tokenizer.ggml.pre': text('gpt-2'),
    'tokenizer.ggml.tokens': { type: 'strings', value: tokens },
    'tokenizer.ggml.token_type': { type: 'int32s', value: tokens.map(() => 1) },
    // The key must be there; no text is ever tokenized.
    'tokenizer.ggml.merges': { type: 'strings', value: ['a b'] },
    'tokenizer.ggml.bos_token_id': count(0),
    'tokenizer.ggml.eos_token_id': count(1),
  }
}
