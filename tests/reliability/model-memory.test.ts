import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBundledModels, verifyModel } from '@trialogue/catalogue'
import { defaultParameters } from '@trialogue/contract'
import { createEngine, createMemoryKeeper, createOnnxProvider, type Engine } from '@trialogue/inference'
import { slotsDecoderGraph } from '@trialogue/onnx'
import { aVariant } from '@trialogue/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { percentile } from '../bench/statistics.ts'
import { createRun, followRun, getJson, getRun } from './api.ts'
import { copyModel } from './copied-model.ts'
import { printFigure } from './print-figure.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { wanderingRun } from './wandering-run.ts'

const limitMegabytes = 1_500

/** Sizes of a decoder of 1.7 billion parameters, as SmolLM2-1.7B has them. */
const largeConfig = {
  ...{ vocabSize: 49_152, hiddenSize: 2_048, layerCount: 24, headCount: 32, feedForwardSize: 8_192 },
  ...{ ropeTheta: 130_000, normEpsilon: 1e-5, contextLength: 8_192 },
}
/** About what its weights in blocks of eight bits take. */
const largeBytes = 1.9e9

/** Its graph is real, and its weights are a hole in the disk: nothing of them is read before it is refused. */
async function addLargeModel(modelsFolder: string): Promise<void> {
  const { folder } = await copyModel(modelsFolder, 'large')
  const weights = 'onnx/model.onnx_data'
  const graph = slotsDecoderGraph(largeConfig, { precision: 'q8' })
  writeFileSync(join(folder, 'onnx/model.onnx'), graph)
  writeFileSync(join(folder, weights), '')
  truncateSync(join(folder, weights), largeBytes)
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  const others = manifest.files.filter(({ path }: { path: string }) => path !== 'onnx/model.onnx')
  const sha256 = '0'.repeat(64)
  const files = [
    ...others,
    { path: 'onnx/model.onnx', sizeBytes: graph.byteLength, sha256 },
    { path: weights, sizeBytes: largeBytes, sha256 },
  ]
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files }))
}

describe(`a server that may hold ${limitMegabytes} MB`, () => {
  let dataDir = ''
  let server: ServerProcess
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'trialogue-large-'))
    await addLargeModel(join(dataDir, 'models'))
    server = await startServer(dataDir, 0, { TRIALOGUE_MEMORY_LIMIT_MB: `${limitMegabytes}` })
  })
  afterAll(async () => {
    await server.end('SIGTERM')
    rmSync(dataDir, { recursive: true })
  })

  it('refuses a model that cannot fit, with the numbers, and runs the other one', async () => {
    const answer = await fetch(`${server.address}/api/models/large/load`, { method: 'POST' })
    const { error } = await answer.json()
    expect(answer.status).toBe(507)
    expect(error).toMatchObject({ code: 'MODEL_TOO_LARGE', details: { totalBytes: limitMegabytes * 1e6 } })
    expect(error.details.needBytes).toBeGreaterThan(error.details.freeBytes)

    const request = wanderingRun(['base'], { samples: 8, maxTokens: 100 })
    const large = aVariant({ id: 'large', modelId: 'large', parameters: defaultParameters })
    const { id } = await createRun(server.address, { ...request, variants: [...request.variants, large] })
    const tookMs: number[] = []
    let isOver = false
    const asking = (async () => {
      while (!isOver) {
        const startedAt = performance.now()
        await getJson(`${server.address}/api/models`)
        tookMs.push(performance.now() - startedAt)
      }
    })()
    for await (const _ of followRun(server.address, id));
    isOver = true
    await asking
    const { generations } = await getRun(server.address, id)
    const outcomes = (variantId: string) =>
      generations
        .filter((one) => one.variantId === variantId)
        .map(({ error, status }) => error?.code ?? status)
    expect(new Set(outcomes('large'))).toEqual(new Set(['MODEL_TOO_LARGE']))
    expect(new Set(outcomes('base'))).toEqual(new Set(['completed']))
    const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(2)
    printFigure(
      `R9, a limit of ${limitMegabytes} MB and a model of ${gigabytes(largeBytes)} GB`,
      `refused: needs ${gigabytes(error.details.needBytes)} GB, ${gigabytes(error.details.freeBytes)} GB free; ` +
        `${outcomes('base').length} generations of the other one completed; ` +
        `API p99 ${percentile(tookMs, 0.99).toFixed(1)} ms of ${tookMs.length} calls (wanted: 200)`,
    )
    // It is not loaded, nor does it count as broken: as soon as there is memory, it is tried.
    const again = await fetch(`${server.address}/api/models/large/load`, { method: 'POST' })
    expect((await again.json()).error.code).toBe('MODEL_TOO_LARGE')
  })
})

describe('a machine whose memory runs out', () => {
  let engine: Engine
  const machine = { totalBytes: 4e9, freeBytes: 3e9 }
  beforeAll(async () => {
    const models = await findBundledModels()
    const memory = createMemoryKeeper({ readMachine: async () => ({ ...machine }) })
    engine = createEngine({ providers: [createOnnxProvider({ models, verify: verifyModel, memory })] })
    await Promise.all(['wren-base', 'wren-dialog'].map((id) => engine.load(id)))
  })
  afterAll(() => engine.dispose())
  afterEach(() => {
    machine.freeBytes = 3e9
  })

  /** Writes for ever; gives the code of its end. */
  async function write(modelId: string, seed: number, signal: AbortSignal): Promise<string> {
    const parameters = { ...defaultParameters, temperature: 2, maxTokens: 400 }
    const prompt = { form: 'text', text: 'Once upon a time' } as const
    try {
      while (!signal.aborted) {
        const events = engine.generate({ modelId, prompt, parameters, seed, topLogprobs: null }, signal)
        for await (const event of events) void event
      }
      return 'written'
    } catch (thrown) {
      return Object(thrown).code
    }
  }

  it('loses the process of one model, within seconds, and the other one writes on', async () => {
    const stop = new AbortController()
    const writing = ['wren-base', 'wren-dialog'].map((id, seed) => write(id, seed, stop.signal))
    const held = Object.fromEntries((await engine.listModels()).map((model) => [model.id, model.memoryBytes]))
    const startedAt = performance.now()
    machine.freeBytes = 50e6
    const first = await Promise.race(writing)
    const tookMs = performance.now() - startedAt
    machine.freeBytes = 3e9
    stop.abort()
    const codes = await Promise.all(writing)
    printFigure(
      'R9, 50 MB of 4 GB left while two models write',
      `one ends with ${first} after ${tookMs.toFixed(0)} ms (looked every 1,000), the other: ` +
        `${codes.find((code) => code !== first)}; they held ` +
        Object.values(held)
          .filter((bytes) => bytes !== null)
          .map((bytes) => `${(Number(bytes) / 1e6).toFixed(0)} MB`)
          .join(' and '),
    )
    expect(codes.sort()).toEqual(['OUT_OF_MEMORY', 'written'])
    // The next one to ask for it has it again.
    for (const id of ['wren-base', 'wren-dialog']) await engine.load(id)
  })

  it('first gives back what nobody uses', async () => {
    const stop = new AbortController()
    const writing = write('wren-base', 3, stop.signal)
    machine.freeBytes = 50e6
    const statusOf = async (modelId: string) =>
      (await engine.listModels()).find(({ id }) => id === modelId)?.status
    await expect.poll(() => statusOf('wren-dialog')).toBe('available')
    machine.freeBytes = 3e9
    stop.abort()
    expect(await writing).toBe('written')
  })
})
