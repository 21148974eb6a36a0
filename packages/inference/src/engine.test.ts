import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AppError,
  defaultParameters,
  type Model,
  type ModelManifest,
  type ModelPrompt,
  type Parameters,
} from '@trialogue/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createEngine,
  createOnnxProvider,
  type Engine,
  type GenerateEvent,
  type GenerateRequest,
  type LocalModel,
  type Log,
  type Provider,
} from './index.ts'
import { aTinyModel, writeTinyModel } from './tiny-model.ts'

let root: string
let engine: Engine
/** From the log: process ids by model, and the lines that model processes wrote. */
const started: { modelId: unknown; pid: unknown }[] = []
const written: object[] = []

const log: Log = {
  info: (details) => {
    if ('modelId' in details && 'pid' in details) started.push({ modelId: details.modelId, pid: details.pid })
  },
  warn: (details) => {
    if ('line' in details) written.push(details)
  },
  error() {},
}

// One engine for all: to start a process is the slowest thing here.
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-engine-'))
  const ids = ['one', 'two', 'spare', 'damaged', 'broken', 'refusing', 'secretive']
  const models = await Promise.all(ids.map(aLocalModel))
  await rm(join(root, 'broken/tokenizer.json'))
  const verify = async ({ manifest }: LocalModel) => {
    if (manifest.id === 'damaged') throw new AppError('MODEL_CORRUPT', 'A file is damaged.')
  }
  engine = createEngine({ providers: [createOnnxProvider({ models, verify, log, concurrency: 2 })] })
})
afterAll(async () => {
  await engine.dispose()
  await rm(root, { recursive: true })
})

/** A model that never ends by itself, so that tests decide when it ends. */
async function aLocalModel(id: string): Promise<LocalModel> {
  const folder = join(root, id)
  const tokenizerConfig = id === 'refusing' ? { chat_template: "{{ raise_exception('No turns here') }}" } : {}
  await writeTinyModel(folder, aTinyModel(), { tokenizerConfig, endTokenIds: [] })
  const manifest: ModelManifest = {
    ...{ formatVersion: 1, id, name: id, kind: 'dialog', family: 'Tiny', licence: 'MIT', parameterCount: 1 },
    ...{ contextLength: 256, languages: ['en'], description: '' },
    files: [{ path: 'onnx/model.onnx', sizeBytes: 3, sha256: 'ab'.repeat(32) }],
  }
  return { folder, manifest }
}

async function modelOf(id: string): Promise<Model | undefined> {
  return (await engine.listModels()).find((model) => model.id === id)
}

function startsOf(id: string): number {
  return started.filter(({ modelId }) => modelId === id).length
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

function aRequest(change: Change): GenerateRequest {
  const parameters = { ...defaultParameters, maxTokens: 20, ...change.parameters }
  const { modelId = 'one', seed = 1, prompt = { form: 'text', text: 'the' } } = change
  return { modelId, prompt, parameters, seed, topLogprobs: null }
}

function generate({
  signal = new AbortController().signal,
  ...change
}: Change = {}): AsyncIterable<GenerateEvent> {
  return engine.generate(aRequest(change), signal)
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
    expect(await modelOf('one')).toMatchObject({
      ...{ provider: 'onnx', status: 'available', executionProvider: null },
      capabilities: { chat: true },
    })
    const events = await collect(generate())
    expect(events.slice(0, 3).map(({ type }) => type)).toEqual(['loading', 'input', 'prefilling'])
    expect(events.at(-1)).toMatchObject({
      type: 'finished',
      finishReason: 'length',
      usage: { promptTokens: 2, completionTokens: 20 },
      modelSha256: 'ab'.repeat(32),
      executionProvider: 'cpu',
    })
    expect(await modelOf('one')).toMatchObject({ status: 'ready', executionProvider: 'cpu' })
    expect(startsOf('one')).toBe(1)
    expect(written).toEqual([])
  })

  it('gives the same for the same seed, whatever else runs', async () => {
    const parameters = { temperature: 1.2, maxTokens: 60 }
    const alone = textOf(await collect(generate({ parameters, seed: 7 })))
    const [again, beside, queued, other] = await Promise.all([
      collect(generate({ parameters, seed: 7 })),
      collect(generate({ parameters, seed: 8 })),
      collect(generate({ parameters, seed: 7 })),
      collect(generate({ modelId: 'two', parameters, seed: 7 })),
    ])
    expect(textOf(again)).toBe(alone)
    expect(textOf(queued)).toBe(alone)
    expect(textOf(other)).toBe(alone)
    expect(textOf(beside)).not.toBe(alone)
    expect(queued[0]).toEqual({ type: 'queued', position: 2 })
    expect(beside.map(({ type }) => type)).not.toContain('queued')
  })

  it('cancels between two tokens, keeps what was written, and goes on with the next', async () => {
    const controller = new AbortController()
    const first = generate({ signal: controller.signal, parameters: { maxTokens: 250 } })
    const cancelled = collect(first, () => controller.abort())
    const next = collect(generate())
    expect((await cancelled).at(-1)).toMatchObject({ type: 'finished', finishReason: 'cancelled' })
    expect(textOf(await cancelled)).not.toBe('')
    expect((await next).at(-1)).toMatchObject({ finishReason: 'length' })
  })

  it('counts a failure after a cancel as the cancel', async () => {
    const controller = new AbortController()
    const [model] = await engine.listModels()
    const provider: Provider = {
      id: 'stubborn',
      concurrencyOf: () => 1,
      listModels: async () => (model === undefined ? [] : [model]),
      // biome-ignore lint/correctness/useYield: it fails before it has anything to tell.
      async *generate() {
        controller.abort()
        throw new AppError('MODEL_PROCESS_CRASHED', 'It had to be killed.')
      },
      inspect: (modelId, prompt) => engine.inspect(modelId, prompt),
      dispose: async () => {},
    }
    const events = createEngine({ providers: [provider] }).generate(aRequest({}), controller.signal)
    expect(await collect(events)).toMatchObject([{ type: 'finished', finishReason: 'cancelled' }])
  })

  it('runs as many generations of a model at once as it has slots, and tells how they were computed', async () => {
    const prompt = { form: 'text', text: 'the thing in the ring '.repeat(6) } as const
    const made = await Promise.all(
      [true, false].map((exact) => collect(generate({ prompt, parameters: { exact } }))),
    )
    for (const [index, mode] of ['exact', 'fast'].entries()) {
      const finished = made[index]?.at(-1)
      expect(finished).toMatchObject({ mode, cachePath: expect.any(String) })
      expect(finished?.type === 'finished' && finished.tokenIds).toHaveLength(20)
    }
    const again = (await collect(generate({ prompt }))).at(-1)
    expect(again?.type === 'finished' && again.usage.cachedTokens).toBeGreaterThan(60)
  })

  it('refuses a model that nobody has', async () => {
    await expect(collect(generate({ modelId: 'three' }))).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
  })
})

describe('load and unload', () => {
  it('loads a model, tells what it holds, and gives that back', async () => {
    await engine.load('spare')
    const loaded = await modelOf('spare')
    expect(loaded).toMatchObject({ status: 'ready', idleSince: expect.any(Number) })
    expect(loaded?.memoryBytes).toBeGreaterThan(20e6)
    const pid = pidOf('spare')
    await engine.unload('spare')
    expect(await modelOf('spare')).toMatchObject({ status: 'available', memoryBytes: null, idleSince: null })
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    // Again is no mistake.
    await engine.unload('spare')
    await collect(generate({ modelId: 'spare' }))
    expect(pidOf('spare')).not.toBe(pid)
  })

  it('leaves a model alone that is being used, whoever waits for it included', async () => {
    const cancel = new AbortController()
    const endless = { parameters: { maxTokens: 250 }, signal: cancel.signal }
    let refusal: unknown
    const asked = collect(generate(endless), () => {
      refusal ??= engine.unload('one').catch((error: unknown) => error)
    })
    await collect(generate({ parameters: { maxTokens: 1 } }), () => cancel.abort())
    await asked
    expect(await refusal).toMatchObject({ code: 'MODEL_IN_USE', details: { modelId: 'one', users: 2 } })
    expect(await modelOf('one')).toMatchObject({ status: 'ready' })
  })

  it('refuses a model that nobody has', async () => {
    await expect(engine.load('none')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
    await expect(engine.unload('none')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
  })
})

describe('inspect', () => {
  it('shows the tokens that a model would read, while a generation of it runs', async () => {
    const running = collect(generate({ parameters: { maxTokens: 200 } }))
    expect(await engine.inspect('one', aChat)).toEqual({
      modelInput: '<|bos|><|user|>hi<|end|><|assistant|>',
      contextLength: 256,
      openingTokenId: 0,
      tokens: [
        { id: 0, text: '<|bos|>', isSpecial: true },
        { id: 2, text: '<|user|>', isSpecial: true },
        { id: 110, text: 'h', isSpecial: false },
        { id: 111, text: 'i', isSpecial: false },
        { id: 5, text: '<|end|>', isSpecial: true },
        { id: 3, text: '<|assistant|>', isSpecial: true },
      ],
    })
    expect((await running).at(-1)).toMatchObject({ usage: { completionTokens: 200 } })
  })
})

describe('a prompt that no model can read', () => {
  it('is INVALID_REQUEST, with what is wrong with it', async () => {
    const prompt: ModelPrompt = { form: 'chat', messages: [], assistantPrefix: '' }
    const refusal = {
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('prompt.messages'),
    }
    await expect(engine.inspect('one', prompt)).rejects.toMatchObject(refusal)
    await expect(collect(generate({ prompt }))).rejects.toMatchObject(refusal)
  })
})

describe('when a model process is killed', () => {
  it('fails its generations at once; another model, the queue and the next start go on', async () => {
    let killedAt = 0
    const kill = () => {
      if (killedAt > 0) return
      killedAt = performance.now()
      process.kill(pidOf('one'), 'SIGKILL')
    }
    const other = collect(generate({ modelId: 'two', parameters: { maxTokens: 200 } }))
    const killed = collect(generate({ parameters: { maxTokens: 250 } }), kill)
    const alsoKilled = collect(generate({ parameters: { maxTokens: 250 } }))
    const queued = collect(generate())
    const crash = {
      status: 'rejected',
      reason: { code: 'MODEL_PROCESS_CRASHED', details: { how: 'SIGKILL' } },
    }
    expect(await Promise.allSettled([killed, alsoKilled])).toMatchObject([crash, crash])
    expect(performance.now() - killedAt).toBeLessThan(1_000)
    expect((await queued).at(-1)).toMatchObject({ finishReason: 'length' })
    expect((await other).at(-1)).toMatchObject({ finishReason: 'length', usage: { completionTokens: 200 } })
    expect([startsOf('one'), startsOf('two')]).toEqual([2, 1])
    expect(await modelOf('one')).toMatchObject({ status: 'ready', error: null })
  })
})

describe('a model that cannot be loaded', () => {
  it('is MODEL_CORRUPT when its files are not what they should be, and no process starts', async () => {
    await expect(collect(generate({ modelId: 'damaged' }))).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
    expect(startsOf('damaged')).toBe(0)
    expect(await modelOf('damaged')).toMatchObject({ status: 'error', error: { code: 'MODEL_CORRUPT' } })
  })

  it('is MODEL_LOAD_FAILED, naming the file, and the other models work', async () => {
    await expect(collect(generate({ modelId: 'broken' }))).rejects.toMatchObject({
      code: 'MODEL_LOAD_FAILED',
      details: { path: 'tokenizer.json' },
    })
    expect((await collect(generate())).at(-1)).toMatchObject({ finishReason: 'length' })
  })
})

describe('a chat template that refuses', () => {
  it('is CHAT_TEMPLATE_FAILED with its words, and the process serves the next prompt', async () => {
    await expect(collect(generate({ modelId: 'refusing', prompt: aChat }))).rejects.toMatchObject({
      code: 'CHAT_TEMPLATE_FAILED',
      message: expect.stringContaining('No turns here'),
    })
    const next = await collect(generate({ modelId: 'refusing' }))
    expect(next.at(-1)).toMatchObject({ finishReason: 'length' })
    expect(startsOf('refusing')).toBe(1)
  })
})

describe('a model process on its own', () => {
  it('starts even if who asked for it cancels meanwhile, and knows no secrets', async () => {
    process.env['TRIALOGUE_SECRET'] = 'canary'
    const controller = new AbortController()
    const events: GenerateEvent[] = []
    for await (const event of generate({ modelId: 'secretive', signal: controller.signal })) {
      events.push(event)
      controller.abort()
    }
    expect(events.map(({ type }) => type)).toEqual(['loading', 'finished'])
    await collect(generate({ modelId: 'secretive' }))
    delete process.env['TRIALOGUE_SECRET']
    expect(startsOf('secretive')).toBe(1)
    if (process.platform !== 'linux') return
    const about = (name: string) => readFile(`/proc/${pidOf('secretive')}/${name}`, 'utf8')
    expect(await about('environ')).toContain('PATH=')
    expect(await about('environ')).not.toContain('canary')
    // The first to go when memory runs out.
    expect((await about('oom_score_adj')).trim()).toBe('500')
  })
})
