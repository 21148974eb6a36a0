import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { BatchScheduler } from './batch-scheduler.ts'
import type { Beginning } from './prefix.ts'
import type { SequenceEnd, SequenceTask } from './sequence.ts'
import { createToyRunner, type ToyRunner, type ToyRunnerOptions } from './toy-runner.ts'

const count = (length: number, from = 0) => Array.from({ length }, (_, index) => from + index)

function aScheduler(options: Partial<ToyRunnerOptions> = {}) {
  const runner = createToyRunner({ slotCount: 4, slotLength: 512, ...options })
  return { runner, scheduler: new BatchScheduler(runner) }
}

type Asking = Partial<Beginning> & {
  readonly tokens?: number
  readonly signal?: AbortSignal
  readonly onToken?: (picked: number) => void
  readonly onRead?: (doneTokens: number, logits: Float32Array) => void
}
type Made = SequenceEnd & { readonly picked: readonly number[] }

/** Greedy: always the token with the highest logit, `tokens` of them. */
async function make(scheduler: BatchScheduler, asking: Asking = {}): Promise<Made> {
  const { tokens = 10, signal = new AbortController().signal, onToken, onRead, ...change } = asking
  const picked: number[] = []
  const task: SequenceTask = {
    beginning: { tokenIds: [1, 2, 3], isExact: false, logitsFrom: Number.POSITIVE_INFINITY, ...change },
    onRead: (doneTokens, logits) => onRead?.(doneTokens, logits),
    next(logits) {
      picked.push(logits.indexOf(Math.max(...logits)))
      onToken?.(picked.length)
      return picked.length === tokens ? null : (picked.at(-1) ?? null)
    },
  }
  return { ...(await scheduler.run(task, signal)), picked }
}

/** What comes out when nothing else has ever run. */
async function alone(asking: Asking, options: Partial<ToyRunnerOptions> = {}): Promise<readonly number[]> {
  return (await make(aScheduler(options).scheduler, asking)).picked
}

const callsBetween = ({ calls }: ToyRunner, from: string, to: string) =>
  calls.slice(calls.indexOf(from) + 1, calls.indexOf(to))

describe('a batch scheduler', () => {
  it('makes of many sequences what it makes of each alone, and retires their slots', async () => {
    const { runner, scheduler } = aScheduler()
    const askings = [5, 100, 1, 64, 200, 30].map((length, seed) => ({
      tokenIds: count(length, seed * 7),
      tokens: 5 + 3 * seed,
    }))
    const made = await Promise.all(askings.map((asking) => make(scheduler, asking)))
    for (const [index, asking] of askings.entries()) expect(made[index]?.picked).toEqual(await alone(asking))
    expect(runner.calls).toContain('decode 4')
    await setImmediate()
    expect(scheduler.liveSlots).toBe(0)
  })

  it('reads at most one chunk of a long prompt between two tokens of what is being written', async () => {
    const { runner, scheduler } = aScheduler()
    let long: Promise<Made> | undefined
    const onToken = (picked: number) => {
      if (picked === 3) long = make(scheduler, { tokenIds: count(400) })
    }
    const short = make(scheduler, { tokens: 30, onToken })
    await short
    await long
    for (let start = 64; start < 384; start += 64) {
      const between = callsBetween(
        runner,
        `prefill 1 ${start - 64}-${start}`,
        `prefill 1 ${start}-${start + 64}`,
      )
      expect(between).toEqual(['decode 1'])
    }
  })

  it('reads what two sequences begin with once', async () => {
    const { runner, scheduler } = aScheduler({ slotCount: 5 })
    const tokenIds = count(300)
    const asked = [1, 2, 3, 4, 5].map((last) => make(scheduler, { tokenIds: [...tokenIds, last] }))
    const made = await Promise.all(asked)
    expect(made.map(({ cachedTokens }) => cachedTokens)).toEqual([0, 300, 300, 300, 300])
    // As soon as the first one has read it, the others begin together.
    expect(runner.calls.slice(4, 11)).toEqual([
      ...['prefill 0 256-301', 'prefill 1 300-301', 'decode 2'],
      ...['prefill 2 300-301', 'prefill 3 300-301', 'prefill 4 300-301', 'decode 5'],
    ])
    const chunks = runner.calls.filter((call) => call.startsWith('prefill'))
    expect(chunks).toHaveLength(5 + 4)
    expect(made[2]?.picked).toEqual(await alone({ tokenIds: [...tokenIds, 3] }))
  })

  it('reads only what has changed at the end of a prompt that it has answered before', async () => {
    const { scheduler } = aScheduler()
    await make(scheduler, { tokenIds: count(200) })
    const edited = { tokenIds: [...count(190), 7, 8, 9] }
    const { cachedTokens, picked } = await make(scheduler, edited)
    expect(cachedTokens).toBe(190)
    expect(picked).toEqual(await alone(edited))
  })

  it('serves more sequences than it has slots', async () => {
    const { scheduler } = aScheduler({ slotCount: 2 })
    const askings = count(9).map((seed) => ({ tokenIds: count(70, seed), tokens: 4 + (seed % 3) }))
    const made = await Promise.all(askings.map((asking) => make(scheduler, asking)))
    for (const [index, asking] of askings.entries()) expect(made[index]?.picked).toEqual(await alone(asking))
  })

  it('gives the logits of a prompt from where they are wanted on, and takes over what is before', async () => {
    const { scheduler } = aScheduler()
    const told: [number, number][] = []
    const ask = (logitsFrom: number, onRead = (_done: number, _logits: Float32Array) => {}) =>
      make(scheduler, { tokenIds: count(130), logitsFrom, onRead })
    const note = (doneTokens: number, logits: Float32Array) => told.push([doneTokens, logits.length / 50])
    const all = await ask(0, note)
    const some = await ask(127, note)
    const none = await ask(130, note)
    expect(told).toEqual([
      ...[64, 128, 130].map((done, index) => [done, [64, 64, 2][index]]),
      ...[128, 130].map((done, index) => [done, [1, 2][index]]),
      [130, 0],
    ])
    expect([all, some, none].map(({ cachedTokens }) => cachedTokens)).toEqual([0, 127, 129])
    expect([some.picked, none.picked]).toEqual([all.picked, all.picked])
  })
})

describe('exact mode', () => {
  const sensitive = { isSensitive: true, slotCount: 8 }
  const tokenIds = count(150)

  it('gives the same whatever else runs and has run, where fast mode does not', async () => {
    const asking = { tokenIds, tokens: 40 }
    for (const isExact of [true, false]) {
      const expected = await alone({ ...asking, isExact }, sensitive)
      const { scheduler } = aScheduler(sensitive)
      // Others that share its beginning, before and beside it, exact and fast.
      await make(scheduler, { tokenIds: count(100), tokens: 20 })
      const others = [70, 128, 150, 151].map((length) =>
        make(scheduler, { tokenIds: count(length), tokens: 30, isExact: length === 128 }),
      )
      const [{ picked }] = await Promise.all([make(scheduler, { ...asking, isExact }), ...others])
      if (isExact) expect(picked).toEqual(expected)
      else expect(picked).not.toEqual(expected)
    }
  })

  it('takes over whole chunks', async () => {
    const { scheduler } = aScheduler(sensitive)
    await make(scheduler, { tokenIds })
    const { cachedTokens, picked } = await make(scheduler, { tokenIds, isExact: true })
    expect(cachedTokens).toBe(128)
    expect(picked).toEqual(await alone({ tokenIds, isExact: true }, sensitive))
  })
})

describe('a cancel', () => {
  it('interrupts a chunk at once, and the slot is free', async () => {
    const { runner, scheduler } = aScheduler()
    const abort = new AbortController()
    const held = runner.hold()
    const cancelled = make(scheduler, { tokenIds: count(200), signal: abort.signal })
    await held.begun
    abort.abort()
    expect(await cancelled).toMatchObject({ isCancelled: true, picked: [] })
    expect((await make(scheduler)).picked).toEqual(await alone({}))
    await setImmediate()
    expect(scheduler.liveSlots).toBe(0)
    expect(runner.calls[0]).toBe('prefill 0 0-64')
  })

  it('ends at once in a step that others need, which goes on', async () => {
    const { runner, scheduler } = aScheduler()
    const abort = new AbortController()
    const { promise: holding, resolve } = Promise.withResolvers<ReturnType<ToyRunner['hold']>>()
    const other = make(scheduler, {
      tokenIds: [9],
      tokens: 20,
      onToken: (picked) => {
        if (picked === 5) resolve(runner.hold())
      },
    })
    const cancelled = make(scheduler, { tokens: 20, signal: abort.signal })
    const held = await holding
    await held.begun
    abort.abort()
    expect((await cancelled).isCancelled).toBe(true)
    held.release()
    expect((await other).picked).toEqual(await alone({ tokenIds: [9], tokens: 20 }))
    await setImmediate()
    expect(scheduler.liveSlots).toBe(0)
  })

  it('before the first call reads nothing', async () => {
    const { runner, scheduler } = aScheduler()
    const abort = new AbortController()
    const cancelled = make(scheduler, { signal: abort.signal })
    abort.abort()
    expect((await cancelled).isCancelled).toBe(true)
    expect(await make(scheduler, { signal: abort.signal })).toMatchObject({
      isCancelled: true,
      cachedTokens: 0,
    })
    expect(runner.calls).toEqual([])
  })

  it('leaves no slot behind, 200 times over', async () => {
    const { scheduler } = aScheduler()
    for (let cycle = 0; cycle < 200; cycle++) {
      const abort = new AbortController()
      const cancelled = make(scheduler, {
        tokenIds: count(1 + (cycle % 5) * 60, cycle),
        signal: abort.signal,
        onToken: (picked) => picked === cycle % 7 && abort.abort(),
        onRead: () => cycle % 7 === 0 && abort.abort(),
      })
      await cancelled
    }
    await make(scheduler)
    await setImmediate()
    expect(scheduler.liveSlots).toBe(0)
  })
})

describe('a failure', () => {
  it('of a task, while it reads or picks, ends that sequence only', async () => {
    const { scheduler } = aScheduler()
    const broken = (where: 'onRead' | 'onToken') =>
      make(scheduler, {
        [where]: () => {
          throw new Error(`Broken in ${where}.`)
        },
      })
    const [first, second, other] = await Promise.allSettled([
      broken('onRead'),
      broken('onToken'),
      make(scheduler),
    ])
    expect([first, second]).toMatchObject([
      { status: 'rejected', reason: { message: 'Broken in onRead.' } },
      { status: 'rejected', reason: { message: 'Broken in onToken.' } },
    ])
    expect(other).toMatchObject({ status: 'fulfilled', value: { picked: await alone({}) } })
    await setImmediate()
    expect(scheduler.liveSlots).toBe(0)
  })

  it('of the model with one sequence in a step leaves the others their tokens', async () => {
    const [, poison = -1] = await alone({ tokenIds: [4], tokens: 3 })
    const expected = await alone({ tokenIds: [5], tokens: 8 })
    expect(expected).not.toContain(poison)
    const { scheduler } = aScheduler({ poison })
    const [bad, good] = await Promise.allSettled([
      make(scheduler, { tokenIds: [4] }),
      make(scheduler, { tokenIds: [5], tokens: 8 }),
    ])
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'GENERATION_FAILED' } })
    expect(good).toMatchObject({ status: 'fulfilled', value: { picked: expected } })
  })
})
