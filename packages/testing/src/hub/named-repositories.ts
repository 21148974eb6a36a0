import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findBundledModels } from '@trialogue/catalogue'
import type { HubRepository } from './hub-repository.ts'
import { type RandomTensor, writeSafetensors } from './write-safetensors.ts'

/** Sizes of the random models: those of the bundled family's tokenizer, and else as small as can be. */
const sizes = { vocabulary: 1536, hidden: 64, feedForward: 96, heads: 2 }

const configOf = (layers: number) => ({
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  vocab_size: sizes.vocabulary,
  hidden_size: sizes.hidden,
  intermediate_size: sizes.feedForward,
  num_hidden_layers: layers,
  num_attention_heads: sizes.heads,
  num_key_value_heads: sizes.heads,
  hidden_act: 'silu',
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  max_position_embeddings: 512,
  tie_word_embeddings: true,
  bos_token_id: 1,
  eos_token_id: 2,
  torch_dtype: 'float32',
})

function tensors(layers: number): RandomTensor[] {
  const { vocabulary, hidden, feedForward } = sizes
  const square = [hidden, hidden]
  const layer = (index: number): RandomTensor[] =>
    Object.entries({
      'input_layernorm.weight': [hidden],
      'self_attn.q_proj.weight': square,
      'self_attn.k_proj.weight': square,
      'self_attn.v_proj.weight': square,
      'self_attn.o_proj.weight': square,
      'post_attention_layernorm.weight': [hidden],
      'mlp.gate_proj.weight': [feedForward, hidden],
      'mlp.up_proj.weight': [feedForward, hidden],
      'mlp.down_proj.weight': [hidden, feedForward],
    }).map(([name, shape]) => ({ name: `model.layers.${index}.${name}`, shape }))
  return [
    { name: 'model.embed_tokens.weight', shape: [vocabulary, hidden] },
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
    { name: 'model.norm.weight', shape: [hidden] },
  ]
}

async function readFolder(folder: string): Promise<Record<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path))])),
  )
}

/** The bundled family as repositories in onnx-community's layout: `trialogue/wren-base`, … */
export async function wrenRepositories(): Promise<HubRepository[]> {
  return Promise.all(
    (await findBundledModels()).map(async ({ manifest, folder }) => {
      const { 'manifest.json': _, ...files } = await readFolder(folder)
      return { name: `trialogue/${manifest.id}`, files, card: { license: 'mit', language: ['en'] } }
    }),
  )
}

export interface RandomCheckpointOptions {
  readonly seed?: number
  readonly layers?: number
  readonly chatTemplate?: boolean
  readonly card?: Readonly<Record<string, unknown>>
}

/**
 * A checkpoint of random weights under the name of a real one, with the names of its files; tokens are those of the
 * bundled family. With `chatTemplate` it has that of the bundled instruct model.
 */
export async function randomCheckpoint(
  name: string,
  { seed = 1, layers = 2, chatTemplate = false, card = {} }: RandomCheckpointOptions = {},
): Promise<HubRepository> {
  const kind = chatTemplate ? 'instruct' : 'base'
  const model = (await findBundledModels()).find(({ manifest }) => manifest.kind === kind)
  if (model === undefined) throw new Error(`No bundled model is of the kind ${kind}.`)
  const read = (path: string) => readFile(join(model.folder, path))
  const fields = { license: 'apache-2.0', language: ['en'], ...card }
  const frontMatter = Object.entries(fields).map(([field, value]) => `${field}: ${JSON.stringify(value)}\n`)
  return {
    name,
    card: fields,
    files: {
      '.gitattributes': '*.safetensors filter=lfs diff=lfs merge=lfs -text\n',
      'README.md': `---\n${frontMatter.join('')}---\n# ${name}\n\nRandom weights for tests.\n`,
      'config.json': JSON.stringify(configOf(layers), null, 2),
      'generation_config.json': await read('generation_config.json'),
      'model.safetensors': writeSafetensors(tensors(layers), seed),
      'special_tokens_map.json': await read('special_tokens_map.json'),
      'tokenizer.json': await read('tokenizer.json'),
      'tokenizer_config.json': await read('tokenizer_config.json'),
    },
  }
}

/** What a new user pulls first, under its real names: SmolLM2-135M as base and as instruct, and the bundled family. */
export async function usualRepositories(): Promise<HubRepository[]> {
  const base = await randomCheckpoint('HuggingFaceTB/SmolLM2-135M')
  const instruct = await randomCheckpoint('HuggingFaceTB/SmolLM2-135M-Instruct', {
    seed: 2,
    chatTemplate: true,
    card: { base_model: ['HuggingFaceTB/SmolLM2-135M'] },
  })
  const wren = await wrenRepositories()
  // The real one has ONNX files besides its checkpoint.
  const graph = wren.find(({ name }) => name.endsWith('wren-instruct'))?.files['onnx/model.onnx'] ?? ''
  const withOnnx = { ...instruct, files: { ...instruct.files, 'onnx/model.onnx': graph } }
  return [base, withOnnx, ...wren]
}
