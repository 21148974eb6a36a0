import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AppError,
  defaultParameters,
  type ModelManifest,
  type ModelPrompt,
  type Parameters,
} from '@trialogue/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createEngine,
  createOnnxProvider,
  type Engine,
  type GenerateEvent,
  type GenerateRequest,
  type LocalModel,
  type OnnxProviderOptions,
} from './index.ts'
import { aTinyModel, writeTinyModel } from './tiny-model.ts'

let root: string
let engine: Engine
let models: LocalModel[]
/** From the log: process ids by model, and the lines that model processes wrote. */
let started: { modelId: unknown; pid: unknown }[]
let written: object[]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-engine-'))
  models = [await aLocalModel('one'), await aLocalModel('two')]
  started = []
  written = []
  engine = anEngine()
})
afterEach(async () => {
  await engine.dispose()
  await rm(root, { recursive: true })
})

/** A model that never ends by itself, so that tests decide when it ends. */
async function aLocalModel(id: string, tokenizerConfig = {}): Promise<LocalModel> {
  const folder = join(root, id)
  await writeTinyModel(folder, aTinyModel(), { tokenizerConfig, endTokenIds: [99_999] })
  const manifest: ModelManifest = {
    ...{ formatVersion: 1, id, name: id, kind: 'dialog', family: 'Tiny', licence: 'MIT', parameterCount: 1 },
    ...{ contextLength: 256, languages: ['en'], description: '' },
    files: [{ path: 'onnx/model.onnx', sizeBytes: 3, sha256: 'ab'.repeat(32) }],
  }
  return { folder, manifest }
}

function anEngine(options: Partial<OnnxProviderOptions> = {}): Engine {
  const log = {
    info: (details: object) => {
      if ('modelId' in details && 'pid' in details)
        started.push({ modelId: details.modelId, pid: details.pid })
    },
    warn: (details: object) => {
      if ('line' in details) written.push(details)
    },
    error() {},
  }
  return createEngine({
    providers: [createOnnxProvider({ models, verify: async () => {}, log, ...options })],
  })
}

function pidOf(modelId: string): number {
  return Number(started.findLast((entry) => entry.modelId === modelId)?.pid)
}

type Change = {
  modelId?: string
  parameters?: Partial<Parameters>
  seed?: number
  signal?: AbortSignal
} & Partial<Pick<GenerateRequest, 'prompt'>>

function generate({
  signal = new AbortController().signal,
  ...change
}: Change = {}): AsyncIterable<GenerateEvent> {
  const parameters = { ...defaultParameters, maxTokens: 20, ...change.parameters }
  const prompt = change.prompt ?? { form: 'text', text: 'the' }
  const { modelId = 'one', seed = 1 } = change
  return engine.generate({ modelId, prompt, parameters, seed, topLogprobs: null }, signal)
}

async function collect(events: AsyncIterable<GenerateEvent>, onText = () => {}): Promise<GenerateEvent[]> {
  const collected: GenerateEvent[] = []
  for await (const event of events) {
    collected.push(event)
    if (event.type === 'text') onText()
  }
  return collected
}

const textOf = (events: readonly GenerateEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('')

const aChat: ModelPrompt = { form: 'chat', messages: [{ role: 'user', content: 'hi' }], assistantPrefix: '' }

describe('generate', () => {
  it('loads the model in a process of its own and generates', async () => {
    expect(await engine.listModels()).toMatchObject([
      {
        id: 'one',
        provider: 'onnx',
        status: 'available',
        executionProvider: null,
        capabilities: { chat: true },
      },
      { id: 'two', status: 'available' },
    ])
    const events = await collect(generate())
    expect(events.slice(0, 3).map(({ type }) => type)).toEqual(['loading', 'input', 'prefilling'])
    expect(events.at(-1)).toMatchObject({
      type: 'finished',
      finishReason: 'length',
      usage: { promptTokens: 2, completionTokens: 20 },
      modelSha256: 'ab'.repeat(32),
      executionProvider: 'cpu',
    })
    expect(await engine.listModels()).toMatchObject([{ status: 'ready', executionProvider: 'cpu' }, {}])
    expect(started).toHaveLength(1)
    expect(written).toEqual([])
  })

  it('gives the same for the same seed, whatever else runs', async () => {
    const parameters = { temperature: 1.2, maxTokens: 60 }
    const alone = textOf(await collect(generate({ parameters, seed: 7 })))
    const [again, queued, other] = await Promise.all([
      collect(generate({ parameters, seed: 7 })),
      collect(generate({ parameters, seed: 8 })),
      collect(generate({ modelId: 'two', parameters, seed: 7 })),
    ])
    expect(textOf(again)).toBe(alone)
    expect(textOf(other)).toBe(alone)
    expect(textOf(queued)).not.toBe(alone)
    expect(queued[0]).toEqual({ type: 'queued', position: 1 })
  })

  it('cancels between two tokens, keeps what was written, and goes on with the next', async () => {
    const controller = new AbortController()
    const next = collect(generate())
    const cancelled = await collect(
      generate({ signal: controller.signal, parameters: { maxTokens: 250 } }),
      () => controller.abort(),
    )
    expect(cancelled.at(-1)).toMatchObject({ type: 'finished', finishReason: 'cancelled' })
    expect(textOf(cancelled)).not.toBe('')
    expect((await next).at(-1)).toMatchObject({ finishReason: 'length' })
  })

  it('cancels while the model loads, without stopping the load', async () => {
    const controller = new AbortController()
    const events: GenerateEvent[] = []
    for await (const event of generate({ signal: controller.signal })) {
      events.push(event)
      controller.abort()
    }
    expect(events.map(({ type }) => type)).toEqual(['loading', 'finished'])
    expect((await collect(generate())).at(-1)).toMatchObject({ finishReason: 'length' })
    expect(started).toHaveLength(1)
  })

  it('refuses a model that nobody has', async () => {
    await expect(collect(generate({ modelId: 'three' }))).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
  })
})

describe('when a model process is killed', () => {
  it('fails its generation at once; another model, the queue and the next start go on', async () => {
    let killedAt = 0
    const kill = () => {
      if (killedAt > 0) return
      killedAt = performance.now()
      process.kill(pidOf('one'), 'SIGKILL')
    }
    const other = collect(generate({ modelId: 'two', parameters: { maxTokens: 200 } }))
    const killed = collect(generate({ parameters: { maxTokens: 250 } }), kill)
    const queued = collect(generate())
    await expect(killed).rejects.toMatchObject({ code: 'MODEL_PROCESS_CRASHED', details: { how: 'SIGKILL' } })
    expect(performance.now() - killedAt).toBeLessThan(1_000)
    expect((await queued).at(-1)).toMatchObject({ finishReason: 'length' })
    expect((await other).at(-1)).toMatchObject({ finishReason: 'length', usage: { completionTokens: 200 } })
    expect(started.map(({ modelId }) => modelId).toSorted()).toEqual(['one', 'one', 'two'])
  })

  it('shows the model as failed until it works again', async () => {
    await expect(
      collect(generate({ parameters: { maxTokens: 250 } }), () => process.kill(pidOf('one'), 'SIGKILL')),
    ).rejects.toThrow()
    expect(await engine.listModels()).toMatchObject([
      { status: 'error', error: { code: 'MODEL_PROCESS_CRASHED' } },
      { status: 'available' },
    ])
    await collect(generate())
    expect(await engine.listModels()).toMatchObject([{ status: 'ready', error: null }, {}])
  })
})

describe('a model that cannot be loaded', () => {
  it('is MODEL_CORRUPT when its files are not what they should be, and no process starts', async () => {
    const verify = async () => {
      throw new AppError('MODEL_CORRUPT', 'The model file onnx/model.onnx is damaged.')
    }
    engine = anEngine({ verify })
    await expect(collect(generate())).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
    expect(started).toEqual([])
    expect(await engine.listModels()).toMatchObject([
      { status: 'error', error: { code: 'MODEL_CORRUPT' } },
      {},
    ])
  })

  it.each([
    ['random bytes', (path: string) => writeFile(path, 'no ONNX at all')],
    ['an empty file', (path: string) => truncate(path)],
    ['a missing file', (path: string) => rm(path)],
  ])('is MODEL_LOAD_FAILED for %s', async (_, damage) => {
    await damage(join(root, 'one/onnx/model.onnx'))
    await expect(collect(generate())).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' })
    expect((await collect(generate({ modelId: 'two' }))).at(-1)).toMatchObject({ finishReason: 'length' })
  })

  it('names a tokenizer that is missing', async () => {
    await rm(join(root, 'one/tokenizer.json'))
    await expect(collect(generate())).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      details: { path: 'tokenizer.json' },
    })
  })
})

describe('a chat template that hangs', () => {
  it('is CHAT_TEMPLATE_FAILED, and its process serves the next prompt', async () => {
    const endless = '{% for a in range(100000) %}{% for b in range(100000) %}{{ a }}{% endfor %}{% endfor %}'
    models = [await aLocalModel('one', { chat_template: endless })]
    engine = anEngine()
    await collect(generate())
    await expect(collect(generate({ prompt: aChat }))).rejects.toMatchObject({ code: 'CHAT_TEMPLATE_FAILED' })
    expect((await collect(generate())).at(-1)).toMatchObject({ finishReason: 'length' })
    expect(started).toHaveLength(1)
  })
})

describe('inspect', () => {
  it('shows the tokens that a model would read', async () => {
    expect(await engine.inspect('one', aChat)).toEqual({
      modelInput: '<|bos|><|user|>hi<|end|><|assistant|>',
      contextLength: 256,
      tokens: [
        { id: 0, text: '<|bos|>', isSpecial: true },
        { id: 2, text: '<|user|>', isSpecial: true },
        { id: 110, text: 'h', isSpecial: false },
        { id: 111, text: 'i', isSpecial: false },
        { id: 5, text: '<|end|>', isSpecial: true },
        { id: 3, text: '<|assistant|>', isSpecial: true },
      ],
    })
  })

  it('works while a generation of the same model runs', async () => {
    const running = collect(generate({ parameters: { maxTokens: 200 } }))
    expect((await engine.inspect('one', { form: 'text', text: 'in' })).modelInput).toBe('<|bos|>in')
    expect((await running).at(-1)).toMatchObject({ usage: { completionTokens: 200 } })
  })
})

describe.runIf(process.platform === 'linux')('a model process on Linux', () => {
  it('has no secrets in its environment and is the first to go when memory runs out', async () => {
    process.env['TRIALOGUE_SECRET'] = 'canary'
    try {
      await collect(generate())
    } finally {
      delete process.env['TRIALOGUE_SECRET']
    }
    const about = (name: string) => readFile(`/proc/${pidOf('one')}/${name}`, 'utf8')
    expect(await about('environ')).toContain('PATH=')
    expect(await about('environ')).not.toContain('canary')
    expect((await about('oom_score_adj')).trim()).toBe('500')
  })
})
