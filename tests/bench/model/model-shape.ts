/** The sizes of a Llama-like decoder with a tied head, by the names of Hugging Face's config.json. */
export interface ModelShape {
  readonly vocab_size: number
  readonly hidden_size: number
  readonly num_hidden_layers: number
  readonly num_attention_heads: number
  readonly num_key_value_heads: number
  readonly intermediate_size: number
  readonly rope_theta: number
  readonly rms_norm_eps: number
  readonly max_position_embeddings: number
}

/** https://huggingface.co/HuggingFaceTB/SmolLM2-135M/blob/main/config.json */
export const smolShape: ModelShape = {
  vocab_size: 49_152,
  hidden_size: 576,
  num_hidden_layers: 30,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  intermediate_size: 1536,
  rope_theta: 100_000,
  rms_norm_eps: 1e-5,
  max_position_embeddings: 8192,
}

/** For tests: the same kind of model, small enough to be made in a moment. */
export const tinyShape: ModelShape = {
  vocab_size: 320,
  hidden_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  intermediate_size: 96,
  rope_theta: 10_000,
  rms_norm_eps: 1e-5,
  max_position_embeddings: 256,
}

export const headSizeOf = (shape: ModelShape) => shape.hidden_size / shape.num_attention_heads

/** A tensor of a checkpoint: matrices are [out, in], row by row. */
export interface TensorSpec {
  readonly name: string
  readonly shape: readonly number[]
}

/** Every tensor of the checkpoint, in its order and by its names. */
export function checkpointTensors(shape: ModelShape): TensorSpec[] {
  const { hidden_size: hidden, intermediate_size: inner, vocab_size: vocabulary } = shape
  const keyValueWidth = shape.num_key_value_heads * headSizeOf(shape)
  const layers = Array.from({ length: shape.num_hidden_layers }, (_, layer): TensorSpec[] => {
    const prefix = `model.layers.${layer}`
    return [
      { name: `${prefix}.input_layernorm.weight`, shape: [hidden] },
      { name: `${prefix}.self_attn.q_proj.weight`, shape: [hidden, hidden] },
      { name: `${prefix}.self_attn.k_proj.weight`, shape: [keyValueWidth, hidden] },
      { name: `${prefix}.self_attn.v_proj.weight`, shape: [keyValueWidth, hidden] },
      { name: `${prefix}.self_attn.o_proj.weight`, shape: [hidden, hidden] },
      { name: `${prefix}.post_attention_layernorm.weight`, shape: [hidden] },
      { name: `${prefix}.mlp.gate_proj.weight`, shape: [inner, hidden] },
      { name: `${prefix}.mlp.up_proj.weight`, shape: [inner, hidden] },
      { name: `${prefix}.mlp.down_proj.weight`, shape: [hidden, inner] },
    ]
  })
  return [
    { name: 'model.embed_tokens.weight', shape: [vocabulary, hidden] },
    ...layers.flat(),
    { name: 'model.norm.weight', shape: [hidden] },
  ]
}

export const elementsOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1)
