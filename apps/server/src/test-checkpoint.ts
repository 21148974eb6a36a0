import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalModel } from '@trialogue/catalogue'
import { readDecoderConfig, readInitializers } from '@trialogue/onnx'

type Tensor = { readonly name: string; readonly shape: readonly number[]; readonly data: Float32Array }

/** Rows `start` … `start + out` of a turned matrix [in, width]. */
function turned(name: string, matrix: Float32Array, width: number, start: number, out: number): Tensor {
  const rows = matrix.length / width
  const at = (index: number) => matrix[(index % rows) * width + start + Math.floor(index / rows)] ?? 0
  return {
    name: `${name}.weight`,
    shape: [out, rows],
    data: Float32Array.from({ length: out * rows }, (_, i) => at(i)),
  }
}

/** The weights of a bundled model as Hugging Face's transformers would name and store them. */
async function tensorsOf({ folder }: LocalModel): Promise<Tensor[]> {
  const config = readDecoderConfig(JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')))
  const stored = readInitializers(await readFile(join(folder, 'onnx', 'model.onnx')))
  const get = (name: string) => stored.get(name)?.data ?? new Float32Array()
  const { hiddenSize, feedForwardSize, vocabSize, headCount, keyValueHeadCount = headCount } = config
  const keyWidth = (hiddenSize / headCount) * keyValueHeadCount
  const packed = hiddenSize + 2 * keyWidth
  const vector = (name: string, data: Float32Array) => ({
    name: `${name}.weight`,
    shape: [data.length],
    data,
  })
  const layers = Array.from({ length: config.layerCount }, (_, layer) => {
    const [to, from] = [`model.layers.${layer}`, `layers.${layer}`]
    const attention = get(`${from}.attention.query_key_value`)
    const gateUp = get(`${from}.feed_forward.gate_up`)
    return [
      vector(`${to}.input_layernorm`, get(`${from}.attention_norm`)),
      turned(`${to}.self_attn.q_proj`, attention, packed, 0, hiddenSize),
      turned(`${to}.self_attn.k_proj`, attention, packed, hiddenSize, keyWidth),
      turned(`${to}.self_attn.v_proj`, attention, packed, hiddenSize + keyWidth, keyWidth),
      turned(`${to}.self_attn.o_proj`, get(`${from}.attention.output`), hiddenSize, 0, hiddenSize),
      vector(`${to}.post_attention_layernorm`, get(`${from}.feed_forward_norm`)),
      turned(`${to}.mlp.gate_proj`, gateUp, 2 * feedForwardSize, 0, feedForwardSize),
      turned(`${to}.mlp.up_proj`, gateUp, 2 * feedForwardSize, feedForwardSize, feedForwardSize),
      turned(`${to}.mlp.down_proj`, get(`${from}.feed_forward.down`), hiddenSize, 0, hiddenSize),
    ]
  })
  const embedding = {
    name: 'model.embed_tokens.weight',
    shape: [vocabSize, hiddenSize],
    data: get('embedding'),
  }
  return [embedding, ...layers.flat(), vector('model.norm', get('final_norm'))]
}

/** For tests: makes a checkpoint of a bundled model, in a new folder, as Hugging Face's transformers would write it. */
export async function writeCheckpoint(model: LocalModel, checkpoint: string): Promise<void> {
  await mkdir(checkpoint)
  for (const name of ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    await cp(join(model.folder, name), join(checkpoint, name))
  }
  const tensors = await tensorsOf(model)
  let end = 0
  const entries = tensors.map(({ name, shape, data }) => {
    const begin = end
    end += data.byteLength
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }]
  })
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.byteLength))
  const data = tensors.map((tensor) =>
    Buffer.from(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength),
  )
  await writeFile(join(checkpoint, 'model.safetensors'), Buffer.concat([length, header, ...data]))
}
