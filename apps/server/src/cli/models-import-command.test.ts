import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBundledModels, findModels, type LocalModel, verifyModel } from '@trialogue/catalogue'
import { defaultParameters } from '@trialogue/contract'
import { createEngine, createOnnxProvider } from '@trialogue/inference'
import { readDecoderConfig, readInitializers } from '@trialogue/onnx'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { modelsImportCommand } from './models-import-command.ts'

let root: string
let checkpoint: string
const modelsFolder = () => join(root, 'data', 'models')
const said: string[] = []

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'models-import-'))
  checkpoint = join(root, 'Wren-Copy')
  vi.stubEnv('TRIALOGUE_DATA_DIR', join(root, 'data'))
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line))
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

async function bundledBase(): Promise<LocalModel> {
  const base = (await findBundledModels()).find(({ manifest }) => manifest.kind === 'base')
  if (!base) throw new Error('There is no bundled base model.')
  return base
}

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

/** Makes a checkpoint of a bundled model. */
async function writeCheckpoint(model: LocalModel): Promise<void> {
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

/** What each model goes on with, always taking the likeliest token. */
async function complete(models: readonly LocalModel[], modelIds: readonly string[]): Promise<string[]> {
  const engine = createEngine({ providers: [createOnnxProvider({ models, verify: verifyModel })] })
  const parameters = { ...defaultParameters, maxTokens: 24 }
  const prompt = { form: 'text', text: 'Once there was a' } as const
  const completeOne = async (modelId: string) => {
    let text = ''
    const request = { modelId, prompt, parameters, seed: 1, topLogprobs: null }
    for await (const event of engine.generate(request, new AbortController().signal)) {
      if (event.type === 'text') text += event.text
    }
    return text
  }
  try {
    return await Promise.all(modelIds.map(completeOne))
  } finally {
    await engine.dispose()
  }
}

describe('trialogue models import', () => {
  it('makes a model that says what the original says', async () => {
    const base = await bundledBase()
    await writeCheckpoint(base)
    await modelsImportCommand.run([checkpoint, '--id', 'copy', '--precision', 'fp32'])
    expect(said.join('\n')).toMatch(/Wren-Copy \(copy\): base.*converted to fp32.*Imported copy/s)
    const { models } = await findModels(modelsFolder())
    const [original, copy] = await complete(models, [base.manifest.id, 'copy'])
    expect(original?.length).toBeGreaterThan(20)
    expect(copy).toBe(original)
  })

  it('only tells what it would do in a dry run', async () => {
    await writeCheckpoint(await bundledBase())
    await modelsImportCommand.run([checkpoint, '--dry-run', '--kind', 'dialog', '--name', 'My model'])
    expect(said.join('\n')).toMatch(/My model \(Wren-Copy\): dialog.*converted to q8.*about \d.*dry run/s)
    expect(await readdir(root)).toEqual(['Wren-Copy'])
  })

  it.each([
    [[], 'One folder'],
    [['a', 'b'], 'One folder'],
    [['a', '--precision', 'q5'], '--precision q5 is not one of fp32, fp16, q8, q4'],
    [['a', '--kind', 'chatty'], '--kind chatty'],
    [['a', '--colour', 'red'], '--colour'],
  ])('refuses %j and shows how it is used', async (args, reason) => {
    await expect(modelsImportCommand.run(args)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringMatching(new RegExp(`${reason}[^]*trialogue models import <folder>`)),
    })
  })
})
