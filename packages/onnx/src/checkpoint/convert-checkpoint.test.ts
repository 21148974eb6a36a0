import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { int64Feed, newCaches, relativeError } from '../decoder-caches.ts'
import type { DecoderConfig } from '../decoder-config.ts'
import { loadGraph } from '../gradient-check.ts'
import { convertCheckpoint, planConversion, type WeightPrecision } from '../index.ts'
import { referenceLogits, tinyArchitectures, tinyConfig } from '../reference-decoder.ts'
import { roundedParameters } from '../rounded-parameters.ts'
import { slotsDecoderModel } from '../slots-decoder-model.ts'
import {
  checkpointTensors,
  coarseParameters,
  type SafetensorsType,
  writeTinyCheckpoint,
} from './tiny-checkpoint.ts'

let root: string
let folder: string
let output: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'convert-'))
  folder = join(root, 'checkpoint')
  output = join(root, 'models', 'tiny')
  await mkdir(folder)
})
afterEach(() => rm(root, { recursive: true }))

const ids = [3, 14, 15, 9, 26, 5, 35, 8]

async function logitsOf(config: DecoderConfig, model: string): Promise<Float32Array> {
  const run = await loadGraph(join(model, 'onnx', 'model.onnx'))
  const outputs = await run({
    input_ids: int64Feed([ids]),
    seqlens_k: { data: Int32Array.of(ids.length - 1), shape: [1] },
    total_sequence_length: { data: Int32Array.of(ids.length), shape: [1] },
    logit_rows: { data: BigInt64Array.from(ids.keys(), BigInt), shape: [ids.length] },
    ...newCaches(config, 0),
  })
  return outputs['logits'] ?? new Float32Array()
}

/** All that lies beside the output, hidden files too. */
const besides = () => readdir(join(root, 'models')).catch(() => [])

/** Converts, computes, and compares the weights with those of a model made in memory. */
async function checkConversion(
  config: DecoderConfig,
  precision: WeightPrecision,
  stored: { readonly type: SafetensorsType; readonly parts: number },
): Promise<void> {
  const parameters = coarseParameters(config, 31)
  await writeTinyCheckpoint(folder, config, checkpointTensors(config, parameters), stored)
  const plan = await convertCheckpoint({ folder, output, precision, accuracyLevel: 1 })
  expect(plan.config).toEqual(config)
  const { data } = slotsDecoderModel(config, parameters, { precision })
  expect(data).toEqual(new Uint8Array(await readFile(join(output, 'onnx', 'model.onnx_data'))))
  const expected = referenceLogits(config, roundedParameters(config, parameters, precision), ids).flat()
  expect(relativeError(await logitsOf(config, output), expected)).toBeLessThan(1e-4)
}

describe('a converted checkpoint computes what its parameters say', () => {
  it.each(tinyArchitectures)('%s', (_, config) => checkConversion(config, 'fp32', { type: 'BF16', parts: 3 }))
})

const [[, llama = tinyConfig] = []] = tinyArchitectures
const tensors = checkpointTensors(llama, coarseParameters(llama, 4))

describe('a converted checkpoint holds the rounded weights', () => {
  it.each([
    ['fp16', { type: 'F16', parts: 1 }],
    ['q8', { type: 'F32', parts: 2 }],
    ['q4', { type: 'BF16', parts: 1 }],
  ] as const)('in %s', (precision, stored) => checkConversion(llama, precision, stored))
})

describe('a conversion', () => {
  it('brings the files of the tokenizer along, and nothing else', async () => {
    await writeTinyCheckpoint(folder, llama, tensors)
    await writeFile(join(folder, 'chat_template.jinja'), '{{ messages }}')
    await writeFile(join(folder, 'training_args.bin'), 'x')
    await convertCheckpoint({ folder, output, precision: 'q8' })
    expect((await readdir(output, { recursive: true })).sort()).toEqual([
      'chat_template.jinja',
      'config.json',
      'onnx',
      'onnx/model.onnx',
      'onnx/model.onnx_data',
      'tokenizer.json',
      'tokenizer_config.json',
    ])
  })

  it('takes the space that its plan tells', async () => {
    await writeTinyCheckpoint(folder, llama, tensors)
    const { sizeBytes } = await planConversion({ folder, precision: 'q4' })
    expect(await besides()).toEqual([])
    await convertCheckpoint({ folder, output, precision: 'q4' })
    const sizes = ['model.onnx', 'model.onnx_data'].map(
      async (name) => (await readFile(join(output, 'onnx', name))).byteLength,
    )
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    // The plan has no checksum of the weights yet, which the graph's file names.
    expect(Math.abs(total - sizeBytes)).toBeLessThan(300)
  })

  it('tells how far it is, up to the end', async () => {
    await writeTinyCheckpoint(folder, llama, tensors)
    const seen: number[] = []
    let totalBytes = 0
    await convertCheckpoint({
      folder,
      output,
      precision: 'q8',
      onProgress(progress) {
        seen.push(progress.writtenBytes)
        totalBytes = progress.totalBytes
      },
    })
    expect(seen).toEqual(seen.toSorted((one, other) => one - other))
    expect(seen.at(-1)).toBe(totalBytes)
  })

  it('gives another checksum to other weights', async () => {
    await writeTinyCheckpoint(folder, llama, tensors)
    await convertCheckpoint({ folder, output, precision: 'q8' })
    const changed = tensors.map((tensor) => ({ ...tensor, data: tensor.data.map((value) => value + 1 / 32) }))
    await writeTinyCheckpoint(folder, llama, changed)
    await convertCheckpoint({ folder, output: `${output}-2`, precision: 'q8' })
    const graphs = [output, `${output}-2`].map((model) =>
      readFile(join(model, 'onnx', 'model.onnx'), 'latin1'),
    )
    const [first, second] = await Promise.all(graphs)
    expect(first).not.toBe(second)
    expect(first?.length).toBe(second?.length)
  })

  it('leaves nothing behind when it is aborted', async () => {
    await writeTinyCheckpoint(folder, llama, tensors)
    const abort = new AbortController()
    let calls = 0
    const onProgress = () => {
      calls += 1
      if (calls === 5) abort.abort(new Error('Enough.'))
    }
    const conversion = convertCheckpoint({
      folder,
      output,
      precision: 'q8',
      onProgress,
      signal: abort.signal,
    })
    await expect(conversion).rejects.toThrow('Enough.')
    expect(calls).toBe(5)
    expect(await besides()).toEqual([])
  })

  it('leaves nothing behind when the last step fails', async () => {
    await writeTinyCheckpoint(folder, llama, tensors)
    const complete = () => Promise.reject(new Error('No manifest.'))
    await expect(convertCheckpoint({ folder, output, precision: 'q8', complete })).rejects.toThrow(
      'No manifest.',
    )
    expect(await besides()).toEqual([])
  })

  it('replaces no folder', async () => {
    await writeTinyCheckpoint(folder, llama, tensors)
    await mkdir(output, { recursive: true })
    await expect(convertCheckpoint({ folder, output, precision: 'q8' })).rejects.toThrow('exists already')
    expect(await readdir(output)).toEqual([])
  })
})

describe('a checkpoint is refused by name', () => {
  const [first] = tensors
  if (!first) throw new Error('The checkpoint has no tensors.')
  const others = tensors.slice(1)
  const wide = { ...first, shape: [25, 128] }
  const rotten = { ...first, data: first.data.map((value, index) => (index === 70 ? Number.NaN : value)) }
  const stranger = { name: 'model.layers.0.self_attn.q_proj.bias', shape: [1], data: new Float32Array(1) }

  it.each([
    ['CHECKPOINT_DAMAGED', 'a missing tensor', others, 'lacks the tensor "model.embed_tokens.weight"'],
    ['CHECKPOINT_DAMAGED', 'a wrong shape', [wide, ...others], 'has the shape [25, 128], not [50, 64]'],
    ['CHECKPOINT_DAMAGED', 'no numbers', [rotten, ...others], '"model.embed_tokens.weight" holds NaN'],
    ['CHECKPOINT_UNSUPPORTED', 'a strange tensor', [...tensors, stranger], stranger.name],
  ] as const)('%s for %s', async (code, _, stored, reason) => {
    await writeTinyCheckpoint(folder, llama, stored)
    const message = expect.stringContaining(reason)
    await expect(convertCheckpoint({ folder, output, precision: 'q8' })).rejects.toMatchObject({
      code,
      message,
    })
    expect(await besides()).toEqual([])
  })

  it('although old ones repeat a tied head and the frequencies', async () => {
    const tied = { ...llama, hasUntiedHead: false }
    const needless = {
      name: 'model.layers.0.self_attn.rotary_emb.inv_freq',
      shape: [1],
      data: new Float32Array(1),
    }
    await writeTinyCheckpoint(folder, tied, [...tensors, needless])
    await convertCheckpoint({ folder, output, precision: 'q8' })
    expect(await besides()).toEqual(['tiny'])
  })

  it('when it has no tokenizer, or its rows or heads do not fit the operators', async () => {
    const odd = { ...llama, feedForwardSize: 44 }
    await writeTinyCheckpoint(folder, odd, checkpointTensors(odd, coarseParameters(odd, 4)))
    await expect(planConversion({ folder, precision: 'q8' })).rejects.toMatchObject({
      code: 'CHECKPOINT_UNSUPPORTED',
      message: expect.stringContaining('44 weights'),
    })
    await expect(planConversion({ folder, precision: 'fp16' })).resolves.toBeDefined()
    const narrow = { ...llama, headCount: 8, keyValueHeadCount: 8 }
    await writeTinyCheckpoint(folder, narrow, tensors)
    await expect(planConversion({ folder, precision: 'q8' })).rejects.toMatchObject({
      code: 'CHECKPOINT_UNSUPPORTED',
      message: expect.stringContaining('heads'),
    })
    await rm(join(folder, 'tokenizer.json'))
    await expect(planConversion({ folder, precision: 'q8' })).rejects.toMatchObject({
      code: 'CHECKPOINT_UNSUPPORTED',
      message: expect.stringContaining('tokenizer.json'),
    })
  })
})
