import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findModels, importModel, planImport, verifyModel } from '../index.ts'

let root: string
let folder: string
let modelsFolder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'import-'))
  folder = join(root, 'Tiny-Llama-Instruct')
  modelsFolder = join(root, 'data', 'models')
  await mkdir(folder)
})
afterEach(() => rm(root, { recursive: true }))

const sizes = { hidden_size: 32, intermediate_size: 64, vocab_size: 8, num_hidden_layers: 1 }
const config = {
  ...sizes,
  architectures: ['LlamaForCausalLM'],
  num_attention_heads: 2,
  max_position_embeddings: 16,
  rms_norm_eps: 1e-5,
  tie_word_embeddings: true,
}
const layer = 'model.layers.0'
const shapes: Readonly<Record<string, readonly number[]>> = {
  'model.embed_tokens.weight': [8, 32],
  [`${layer}.input_layernorm.weight`]: [32],
  ...Object.fromEntries('qkvo'.split('').map((name) => [`${layer}.self_attn.${name}_proj.weight`, [32, 32]])),
  [`${layer}.post_attention_layernorm.weight`]: [32],
  [`${layer}.mlp.gate_proj.weight`]: [64, 32],
  [`${layer}.mlp.up_proj.weight`]: [64, 32],
  [`${layer}.mlp.down_proj.weight`]: [32, 64],
  'model.norm.weight': [32],
}
const weightCount = Object.values(shapes).reduce((sum, [rows = 1, columns = 1]) => sum + rows * columns, 0)

/** All weights are 0.5. */
function safetensors(): Uint8Array {
  let end = 0
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const begin = end
    end += 4 * shape.reduce((product, size) => product * size, 1)
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }]
  })
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.byteLength))
  return Buffer.concat([length, header, Buffer.from(new Float32Array(end / 4).fill(0.5).buffer)])
}

async function write(files: Readonly<Record<string, string | Uint8Array>>, into = folder): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(into, name)), { recursive: true })
    await writeFile(join(into, name), content)
  }
}

const checkpoint = () => ({
  'config.json': JSON.stringify(config),
  'tokenizer.json': '{}',
  'model.safetensors': safetensors(),
})

describe('importing a checkpoint', () => {
  it('makes a model that is found, whole and described', async () => {
    const card = '---\nlicense: apache-2.0\nlanguage:\n- en\n- "zh"\ntags: [x]\n---\n# Tiny'
    const tokenizer = { 'tokenizer_config.json': '{"chat_template":"{{ messages }}"}', 'README.md': card }
    await write({ ...checkpoint(), ...tokenizer })
    const plan = await planImport({ folder, modelsFolder })
    expect(await readdir(root)).toEqual(['Tiny-Llama-Instruct'])
    const model = await importModel({ folder, modelsFolder })
    expect(model.folder).toBe(join(modelsFolder, 'Tiny-Llama-Instruct'))
    expect(model.manifest).toMatchObject({
      ...plan.description,
      id: 'Tiny-Llama-Instruct',
      name: 'Tiny-Llama-Instruct',
      kind: 'instruct',
      family: 'tiny-llama',
      licence: 'apache-2.0',
      languages: ['en', 'zh'],
      parameterCount: weightCount,
      contextLength: 16,
      description: 'Imported from Tiny-Llama-Instruct (LlamaForCausalLM, weights in q8).',
    })
    expect(model.manifest.files.map(({ path }) => path)).toEqual([
      'README.md',
      'config.json',
      'onnx/model.onnx',
      'onnx/model.onnx_data',
      'tokenizer.json',
      'tokenizer_config.json',
    ])
    const total = model.manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    expect(Math.abs(total - plan.sizeBytes)).toBeLessThan(300)
    await expect(verifyModel(model)).resolves.toBeUndefined()
    const { models, problems } = await findModels(modelsFolder)
    expect(models.at(-1)).toEqual(model)
    expect(models.length).toBeGreaterThan(1)
    expect(problems).toEqual([])
  })

  it('takes names, kind and precision from whoever imports it', async () => {
    await write(checkpoint())
    const names = { id: 'lab:tiny/one', name: 'Tiny', kind: 'dialog' } as const
    const model = await importModel({ folder, modelsFolder, ...names, precision: 'fp16' })
    expect(model.manifest).toMatchObject(names)
    expect(model.manifest).toMatchObject({ licence: 'unknown', languages: ['und'] })
    expect(model.folder).toBe(join(modelsFolder, 'lab-tiny-one'))
    const again = { ...names, id: 'lab:tiny-one' }
    await expect(importModel({ folder, modelsFolder, ...again })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it.each([
    [{}, 'Tiny', 'base'],
    [{ 'chat_template.jinja': 'x' }, 'Tiny', 'instruct'],
    [
      { 'tokenizer_config.json': '{"chat_template":[{"name":"default","template":"x"}]}' },
      'Tiny-Chat',
      'dialog',
    ],
  ] as const)('guesses the kind from the chat template: %o, %s → %s', async (files, name, kind) => {
    const source = join(root, name)
    await write({ ...checkpoint(), ...files }, source)
    expect((await planImport({ folder: source, modelsFolder })).description.kind).toBe(kind)
  })

  it('knows a repository in the cache of Hugging Face’s tools, whose files are links', async () => {
    const blobs = join(root, 'blobs')
    const snapshot = join(root, 'models--org--Tiny-1.5', 'snapshots', 'abc123')
    await write(checkpoint(), blobs)
    await mkdir(snapshot, { recursive: true })
    for (const name of await readdir(blobs)) await symlink(join(blobs, name), join(snapshot, name))
    const { manifest } = await importModel({ folder: snapshot, modelsFolder })
    expect(manifest).toMatchObject({ id: 'hf:org/Tiny-1.5', name: 'Tiny-1.5', kind: 'base' })
    await expect(
      verifyModel({ manifest, folder: join(modelsFolder, 'hf-org-Tiny-1.5') }),
    ).resolves.toBeUndefined()
  })

  it('leaves nothing behind when it is given up', async () => {
    await write(checkpoint())
    const abort = new AbortController()
    const onProgress = () => abort.abort(new Error('Enough.'))
    await expect(importModel({ folder, modelsFolder }, { onProgress, signal: abort.signal })).rejects.toThrow(
      'Enough.',
    )
    expect(await readdir(modelsFolder)).toEqual([])
  })
})

describe('importing ONNX files', () => {
  const onnx = {
    'config.json': JSON.stringify({ ...config, architectures: ['OtherForCausalLM'] }),
    'tokenizer.json': '{}',
    'onnx/model_q4.onnx': 'graph',
    'onnx/model_q4.onnx_data': 'weights'.repeat(100),
    'onnx/run.sh': 'x',
    'pytorch_model.bin': 'x',
  }

  it('copies the graphs, their weights and the tokenizer', async () => {
    await write(onnx)
    const seen: number[] = []
    const onProgress = ({ writtenBytes, totalBytes }: { writtenBytes: number; totalBytes: number }) =>
      seen.push(writtenBytes / totalBytes)
    const model = await importModel({ folder, modelsFolder }, { onProgress })
    expect(model.manifest.files.map(({ path }) => path)).toEqual([
      'config.json',
      'onnx/model_q4.onnx',
      'onnx/model_q4.onnx_data',
      'tokenizer.json',
    ])
    expect(model.manifest).toMatchObject({ contextLength: 16, parameterCount: Math.round(700 / 0.6) })
    expect(await readFile(join(model.folder, 'onnx/model_q4.onnx_data'), 'utf8')).toBe('weights'.repeat(100))
    expect(seen.at(-1)).toBe(1)
    await expect(verifyModel(model)).resolves.toBeUndefined()
  })

  it('counts the weights of an architecture that it knows', async () => {
    await write({ ...onnx, 'config.json': JSON.stringify(config) })
    expect((await planImport({ folder, modelsFolder })).description.parameterCount).toBe(weightCount)
  })

  it('takes a folder of onnxruntime-genai', async () => {
    await write({
      'genai_config.json': '{"model":{"context_length":4096}}',
      'model.onnx': 'graph',
      'model.onnx.data': 'weights',
      'tokenizer.json': '{}',
    })
    const { description, files } = await planImport({ folder, modelsFolder })
    expect(description.contextLength).toBe(4096)
    expect(files.map(({ path }) => path)).toContain('model.onnx.data')
  })

  it('converts nothing', async () => {
    await write(onnx)
    await expect(planImport({ folder, modelsFolder, precision: 'q4' })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('--precision'),
    })
  })
})

describe('an import is refused', () => {
  it.each([
    [
      'INVALID_REQUEST',
      'no safetensors file',
      { 'config.json': JSON.stringify(config), 'tokenizer.json': '{}' },
    ],
    [
      'INVALID_REQUEST',
      'GPT2LMHeadModel',
      { ...checkpoint(), 'config.json': '{"architectures":["GPT2LMHeadModel"]}' },
    ],
    ['MODEL_CORRUPT', 'cut short', { ...checkpoint(), 'model.safetensors': safetensors().subarray(0, 2000) }],
    ['MODEL_CORRUPT', 'config.json', { 'model.safetensors': safetensors() }],
  ] as const)('%s: %s', async (code, reason, files) => {
    await write(files)
    const message = expect.stringContaining(reason)
    await expect(importModel({ folder, modelsFolder })).rejects.toMatchObject({ code, message })
    expect(await readdir(root)).toEqual(['Tiny-Llama-Instruct'])
  })

  it('for a folder that is not there, and for ids that cannot be', async () => {
    await expect(planImport({ folder: join(root, 'absent'), modelsFolder })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await write(checkpoint())
    await expect(planImport({ folder, modelsFolder, id: 'a b' })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    })
    await expect(planImport({ folder, modelsFolder, id: 'wren-base' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})
