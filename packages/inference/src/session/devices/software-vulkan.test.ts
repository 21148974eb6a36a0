import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultParameters, type ModelManifest } from '@trialogue/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  createEngine,
  createOnnxProvider,
  type DeviceChoice,
  type DeviceProbe,
  type Engine,
  probeDevice,
} from '../../index.ts'
import { childEnvironment } from '../../process/child-environment.ts'
import { aTinyModel, writeTinyModel } from '../../tiny-model.ts'
import { listSoftwareVulkans, namesVulkanDriver, type VulkanVariables } from './find-software-vulkan.ts'

type Found = { readonly variables: VulkanVariables; readonly probe: DeviceProbe }

/** The first software Vulkan on which WebGPU runs. One that the environment names is taken whether it does or not. */
async function findVulkan(): Promise<Found | null> {
  const named = namesVulkanDriver()
  for (const variables of named ? [{}] : listSoftwareVulkans()) {
    const environment = { ...childEnvironment(), ...variables }
    const probe = await probeDevice('webgpu', { environment })
    if (named || probe.isUsable) return { variables, probe }
  }
  return null
}

const found = await findVulkan()
const title =
  found === null
    ? 'WebGPU (there is no software Vulkan here: install mesa-vulkan-drivers 25 or name one in VK_DRIVER_FILES)'
    : `WebGPU on ${found.probe.adapter}`

/** Longer than a chunk, so that it is read in several. */
const prompt = 'the king said that '.repeat(6)
const parameters = { ...defaultParameters, maxTokens: 12, temperature: 0 }
const onGpu: DeviceChoice = { candidates: ['webgpu'], isAutomatic: false, reason: null }

const engines: Engine[] = []
let root: string
let gpu: Engine

function anEngine(device: DeviceChoice): Engine {
  const manifest: ModelManifest = {
    ...{ formatVersion: 1, id: 'tiny', name: 'Tiny', kind: 'base', family: 'Tiny', licence: 'MIT' },
    ...{ parameterCount: 1, contextLength: 256, languages: ['en'], description: '' },
    files: [{ path: 'onnx/model.onnx', sizeBytes: 3, sha256: 'ab'.repeat(32) }],
  }
  const models = [{ folder: root, manifest }]
  const chooseDevices = async () => device
  const engine = createEngine({
    providers: [createOnnxProvider({ models, verify: async () => {}, concurrency: 2, chooseDevices })],
  })
  engines.push(engine)
  return engine
}

/** Log-probabilities of the prompt's tokens and of the text that follows, and that text. */
async function generate(engine: Engine, text: string, signal = new AbortController().signal) {
  const request = { modelId: 'tiny', prompt: { form: 'text', text } as const, parameters, seed: 1 }
  const logprobs: number[] = []
  let completion = ''
  let finishReason = ''
  for await (const event of engine.generate({ ...request, topLogprobs: 0, promptLogprobs: true }, signal)) {
    if (event.type === 'input') {
      logprobs.push(...(event.promptLogprobs ?? []).map(({ logprob }) => logprob ?? 0))
    }
    if (event.type === 'text') {
      completion += event.text
      logprobs.push(...event.logprobs.map(({ logprob }) => logprob))
    }
    if (event.type === 'finished') finishReason = event.finishReason
  }
  return { completion, logprobs, finishReason }
}

async function runtimeOf(engine: Engine) {
  const [model] = await engine.listModels()
  return { executionProvider: model?.executionProvider, deviceReason: model?.deviceReason }
}

describe.skipIf(found === null)(title, () => {
  beforeAll(async () => {
    for (const [name, value] of Object.entries(found?.variables ?? {})) vi.stubEnv(name, value)
    root = await mkdtemp(join(tmpdir(), 'trialogue-vulkan-'))
    await writeTinyModel(root, aTinyModel(), { endTokenIds: [] })
    gpu = anEngine(onGpu)
    // Loading compiles the shaders.
    await gpu.inspect('tiny', { form: 'text', text: 'the' })
  })
  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.dispose()))
    vi.unstubAllEnvs()
    await rm(root, { recursive: true })
  })

  it('passes the probe, as what it is', () => {
    expect(found?.probe).toMatchObject({ isUsable: true, reason: null, isSoftware: true })
    expect(found?.probe.difference).toBeLessThan(1e-5)
  })

  it('computes what the CPU computes: in chunks, side by side, behind a copied beginning, after a cancel', async () => {
    const cpu = anEngine({ ...onGpu, candidates: [] })
    const ask = (engine: Engine) =>
      Promise.all([generate(engine, prompt), generate(engine, `${prompt}and left`)])
    const [expected, actual] = [await ask(cpu), await ask(gpu)]
    expect(await runtimeOf(gpu)).toEqual({ executionProvider: 'webgpu', deviceReason: null })

    const abort = new AbortController()
    const stopped = generate(gpu, 'another '.repeat(12), abort.signal)
    abort.abort()
    expect((await stopped).finishReason).toBe('cancelled')
    const again = await ask(gpu)

    for (const [index, { completion, logprobs }] of expected.entries()) {
      expect(logprobs.length).toBeGreaterThan(64 + parameters.maxTokens)
      for (const answers of [actual, again]) {
        expect(answers[index]?.completion).toBe(completion)
        const others = answers[index]?.logprobs ?? []
        const differences = logprobs.map((value, token) => Math.abs(value - (others[token] ?? Number.NaN)))
        expect(Math.max(...differences)).toBeLessThan(1e-3)
      }
    }
  })
})
