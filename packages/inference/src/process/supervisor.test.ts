import { AppError } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import type { ModelProcess } from './model-process.ts'
import type { ModelRuntime } from './protocol.ts'
import { createSupervisor } from './supervisor.ts'

const runtime: ModelRuntime = {
  executionProvider: 'cpu',
  cachePath: 'in-place',
  plainReason: null,
  deviceReason: null,
  heedsThinking: false,
  weightFiles: ['onnx/model.onnx'],
  precision: 'fp16',
  slotCount: 8,
  slotLength: 256,
}

/** A clock on which waiting costs no time, and processes that end when the test says so. */
function aSupervisor(startsWith: () => AppError | null = () => null) {
  const ends: ((error: AppError) => void)[] = []
  const waits: number[] = []
  let time = 0
  const supervisor = createSupervisor({
    modelId: 'one',
    log: silentLog,
    clock: {
      now: () => time,
      wait: async (ms) => {
        waits.push(ms)
        time += ms
      },
    },
    async start(): Promise<ModelProcess> {
      const failure = startsWith()
      if (failure !== null) throw failure
      const { promise: ended, resolve } = Promise.withResolvers<AppError>()
      ends.push(resolve)
      return {
        runtime,
        ended,
        async *generate() {},
        inspect: () => Promise.reject(new AppError('INTERNAL', 'Not in this test.')),
        kill: () => resolve(crash),
      }
    },
  })
  return { supervisor, ends, waits, pass: (ms: number) => (time += ms) }
}

const crash = new AppError('MODEL_PROCESS_CRASHED', 'It is gone.', { details: { how: 'SIGSEGV' } })

describe('createSupervisor', () => {
  it('starts one process for everybody', async () => {
    const { supervisor, ends } = aSupervisor()
    expect(supervisor.state.status).toBe('available')
    const [first, second] = await Promise.all([supervisor.acquire(), supervisor.acquire()])
    expect(first).toBe(second)
    expect(await supervisor.acquire()).toBe(first)
    expect(ends).toHaveLength(1)
    expect(supervisor.state).toEqual({ status: 'ready', runtime, error: null })
  })

  it('starts anew after a crash, later each time', async () => {
    const { supervisor, ends, waits } = aSupervisor()
    for (let start = 0; start < 3; start++) {
      await supervisor.acquire()
      ends.at(-1)?.(crash)
      await Promise.resolve()
      expect(supervisor.state).toMatchObject({ status: 'error', error: { code: 'MODEL_PROCESS_CRASHED' } })
    }
    await supervisor.acquire()
    expect(waits).toEqual([0, 200, 400, 800])
    expect(supervisor.state.error).toBeNull()
  })

  it('gives up after five failures within a minute, tells why, and tries again later', async () => {
    let failure: AppError | null = new AppError('MODEL_CORRUPT', 'The file is damaged.', {
      details: { path: 'a' },
    })
    const { supervisor, ends, pass } = aSupervisor(() => failure)
    for (let start = 0; start < 5; start++) {
      await expect(supervisor.acquire()).rejects.toBe(failure)
    }
    const refusal = await supervisor.acquire().catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'MODEL_CORRUPT', details: { path: 'a', retryAfterMs: 57_000 } })
    expect(refusal).toMatchObject({ message: expect.stringContaining('The file is damaged.') })
    expect(supervisor.state.error).toMatchObject({ message: 'The file is damaged.' })
    failure = null
    pass(57_000)
    await supervisor.acquire()
    expect(ends).toHaveLength(1)
  })

  it('ends its process when unloaded, which is no failure, and starts another one when asked', async () => {
    const { supervisor, ends, waits } = aSupervisor()
    const first = await supervisor.acquire()
    await supervisor.unload()
    expect(await first.ended).toBe(crash)
    expect(supervisor.state).toEqual({ status: 'available', runtime: null, error: null })
    await supervisor.unload()
    expect(await supervisor.acquire()).not.toBe(first)
    expect([ends.length, waits]).toEqual([2, [0, 0]])
  })

  it('tries at once again what was refused for want of memory', async () => {
    const refusal = new AppError('MODEL_TOO_LARGE', 'Too large.')
    const { supervisor, waits } = aSupervisor(() => refusal)
    for (let start = 0; start < 7; start++) await expect(supervisor.acquire()).rejects.toBe(refusal)
    expect(waits).toEqual(Array(7).fill(0))
    expect(supervisor.state).toMatchObject({ status: 'error', error: { code: 'MODEL_TOO_LARGE' } })
  })

  it('ends its process when disposed, which is no failure, and starts no other', async () => {
    const { supervisor } = aSupervisor()
    const process = await supervisor.acquire()
    await supervisor.dispose()
    expect(await process.ended).toBe(crash)
    expect(supervisor.state.error).toBeNull()
    await expect(supervisor.acquire()).rejects.toMatchObject({ code: 'ENGINE_BUSY' })
  })
})
