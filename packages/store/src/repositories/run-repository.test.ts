import {
  foldRunEvent,
  type Generation,
  type GenerationStep,
  type NumberedRunEvent,
  type Run,
} from '@trialogue/contract'
import { aGeneration, anId, aPromptContent, aRun, aRunRequest, aStep } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { openStore } from '../index.ts'

const sha256 = 'a'.repeat(64)

function aDoneStep(overrides: Partial<GenerationStep> = {}): GenerationStep {
  return aStep({
    modelInput: '<s>Q: How many?\nA:',
    tokenIdsSha256: sha256,
    text: ' 11.',
    tokenIds: [3, 5],
    logprobs: [
      { id: 3, text: ' 11', logprob: -0.25, alternatives: [{ id: 4, text: ' 12', logprob: -2.5 }] },
      { id: 5, text: '.', logprob: -0.01, alternatives: [] },
    ],
    finishReason: 'stop',
    usage: { promptTokens: 12, completionTokens: 2, cachedTokens: 8 },
    timings: { queuedMs: 0, ttftMs: 10.5, prefillMs: 10, decodeMs: 3.25 },
    ...overrides,
  })
}

function completed(generation: Generation, overrides: Partial<Generation> = {}): Generation {
  return {
    ...generation,
    modelSha256: sha256,
    executionProvider: 'cpu',
    mode: 'exact',
    cachePath: 'in-place',
    status: 'completed',
    queuePosition: null,
    finishReason: 'stop',
    steps: [aDoneStep()],
    reasoningText: null,
    answer: '11',
    finishedAt: generation.createdAt + 100,
    ...overrides,
  }
}

const finishedEvents = (generations: readonly Generation[], from: number): NumberedRunEvent[] =>
  generations.map((generation, index) => ({
    sequence: from + index,
    event: { type: 'generation.finished', generation },
  }))

const fold = (events: readonly NumberedRunEvent[]) =>
  events.reduce<Run | null>((run, { event }) => foldRunEvent(run, event), null)

async function openWithRun(run = aRun()) {
  const store = await openStore({ dataDir: ':memory:' })
  await store.runs.create(run)
  return { store, run }
}

describe('runs', () => {
  it('come back as they were written, with a snapshot as their first event', async () => {
    const { store, run } = await openWithRun(aRun({ request: aRunRequest({ samples: 3 }) }))
    expect(await store.runs.get(run.id)).toEqual(run)
    expect(await store.runs.eventsAfter(run.id, 0)).toEqual([
      { sequence: 1, event: { type: 'run.snapshot', run } },
    ])
    expect(await store.runs.lastSequence(run.id)).toBe(1)
  })

  it('can be large: 2 400 generations keep their order', async () => {
    const items = Array.from({ length: 400 }, () => ({ values: [], reference: null }))
    const { store, run } = await openWithRun(aRun({ request: aRunRequest({ items, samples: 2 }) }))
    const read = await store.runs.get(run.id)
    expect(read.generations).toHaveLength(2_400)
    expect(read.generations.map(({ id }) => id)).toEqual(run.generations.map(({ id }) => id))
  })

  it('are found by one of their generations', async () => {
    const { store, run } = await openWithRun()
    expect(await store.runs.runIdOf(run.generations[2]?.id ?? '')).toBe(run.id)
    await expect(store.runs.runIdOf(anId(900))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'generation' },
    })
  })

  it('belong to a prompt and a version that exist', async () => {
    const store = await openStore({ dataDir: ':memory:' })
    const missing = aRun({ request: aRunRequest({ promptId: anId(900) }) })
    await expect(store.runs.create(missing)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { prompt } = await store.prompts.create({ name: 'Balls', content: aPromptContent() })
    const unsaved = aRun({ request: aRunRequest({ promptId: prompt.id, promptVersion: 1 }) })
    await expect(store.runs.create(unsaved)).rejects.toMatchObject({ code: 'INVALID_REQUEST' })

    await store.versions.save(prompt.id, { message: '', parentNumber: null, content: aPromptContent() })
    await store.runs.create(unsaved)
    expect(await store.runs.get(unsaved.id)).toMatchObject({ promptId: prompt.id, promptVersion: 1 })
  })

  it('take events together with the rows they changed; folding all events gives the run', async () => {
    const { store, run } = await openWithRun()
    const [first = aGeneration(), ...others] = run.generations
    const decoding: Generation = {
      ...first,
      status: 'decoding',
      queuePosition: null,
      progress: null,
      steps: [
        aDoneStep({
          text: ' 1',
          tokenIds: null,
          logprobs: [],
          finishReason: null,
          usage: { promptTokens: 12, completionTokens: 2, cachedTokens: 0 },
          timings: null,
        }),
      ],
    }
    await store.runs.append(run.id, {
      events: [
        {
          sequence: 2,
          event: {
            type: 'generation.status',
            generationId: first.id,
            status: 'decoding',
            queuePosition: null,
            progress: null,
          },
        },
        {
          sequence: 3,
          event: {
            type: 'generation.step',
            generationId: first.id,
            stepIndex: 0,
            kind: 'completion',
            path: 0,
            modelInput: aDoneStep().modelInput,
            tokenIdsSha256: sha256,
            promptTokens: 12,
          },
        },
        {
          sequence: 4,
          event: {
            type: 'generation.text',
            generationId: first.id,
            stepIndex: 0,
            text: ' 1',
            logprobs: [],
            completionTokens: 2,
          },
        },
      ],
      generations: [decoding],
      run: { status: 'running', finishedAt: null },
    })
    expect(await store.runs.get(run.id)).toEqual(fold(await store.runs.eventsAfter(run.id, 0)))

    const usage = { promptTokens: 20, completionTokens: 1, cachedTokens: 0, isEstimated: true as const }
    const reasoned = completed(first, {
      steps: [aDoneStep({ kind: 'reasoning' }), aDoneStep({ kind: 'answer', text: '11', usage })],
      reasoningText: 'He has 5 and buys 6.',
    })
    const failed: Generation[] = others.map((generation) => ({
      ...generation,
      status: 'failed',
      queuePosition: null,
      finishReason: 'error',
      error: { code: 'MODEL_PROCESS_CRASHED', message: 'It crashed.', details: { exit: [null, 'SIGKILL'] } },
      finishedAt: 1_750_000_000_200,
    }))
    const run2 = { status: 'completed', finishedAt: 1_750_000_000_200 } as const
    await store.runs.append(run.id, {
      events: [
        ...finishedEvents([reasoned, ...failed], 5),
        { sequence: 8, event: { type: 'run.status', ...run2 } },
      ],
      generations: [reasoned, ...failed],
      run: run2,
    })
    const read = await store.runs.get(run.id)
    expect(read).toEqual({ ...run, ...run2, generations: [reasoned, ...failed] })
    expect(read).toEqual(fold(await store.runs.eventsAfter(run.id, 0)))
    expect((await store.runs.eventsAfter(run.id, 6)).map(({ sequence }) => sequence)).toEqual([7, 8])
    expect(await store.runs.eventsAfter(run.id, 8)).toEqual([])
  })

  it('forget steps that a generation no longer has, as when it runs again', async () => {
    const { store, run } = await openWithRun(aRun({ request: aRunRequest({ samples: 2 }) }))
    const two = run.generations.map((one) =>
      completed(one, { steps: [aDoneStep(), aDoneStep({ kind: 'answer' })] }),
    )
    const change = { events: [], run: { status: 'running', finishedAt: null } } as const
    await store.runs.append(run.id, { ...change, generations: two })
    const [again = aGeneration(), ...others] = two
    await store.runs.append(run.id, { ...change, generations: [{ ...again, steps: [] }] })
    expect((await store.runs.get(run.id)).generations).toEqual([{ ...again, steps: [] }, ...others])
  })

  it('write nothing of a change of which a part cannot be', async () => {
    const { store, run } = await openWithRun()
    const [first = aGeneration()] = run.generations
    const end = { status: 'completed', finishedAt: 5 } as const
    const stranger = completed(aGeneration({ id: anId(77), runId: run.id }))
    await expect(
      store.runs.append(run.id, {
        events: finishedEvents([completed(first)], 2),
        generations: [completed(first), stranger],
        run: end,
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', details: { noun: 'generation', id: stranger.id } })
    for (const sequence of [1, 0]) {
      await expect(
        store.runs.append(run.id, {
          events: finishedEvents([completed(first)], sequence),
          generations: [completed(first)],
          run: end,
        }),
      ).rejects.toThrow()
    }
    expect(await store.runs.get(run.id)).toEqual(run)
    expect(await store.runs.lastSequence(run.id)).toBe(1)
  })

  it('cannot take the generation of another run', async () => {
    const { store, run } = await openWithRun()
    const other = aRun({ number: 500 })
    await store.runs.create(other)
    const [stolen = aGeneration()] = other.generations
    await expect(
      store.runs.append(run.id, {
        events: [],
        generations: [completed(stolen)],
        run: { status: 'running', finishedAt: null },
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await store.runs.get(other.id)).toEqual(other)
  })

  it('say which run there is not', async () => {
    const { store } = await openWithRun()
    const missing = { code: 'NOT_FOUND', details: { noun: 'run', id: anId(900) } }
    const change = { events: [], generations: [], run: { status: 'running', finishedAt: null } } as const
    await expect(store.runs.get(anId(900))).rejects.toMatchObject(missing)
    await expect(store.runs.eventsAfter(anId(900), 0)).rejects.toMatchObject(missing)
    await expect(store.runs.lastSequence(anId(900))).rejects.toMatchObject(missing)
    await expect(store.runs.append(anId(900), change)).rejects.toMatchObject(missing)
  })

  it('are listed newest first, of one prompt or of all, page by page', async () => {
    const store = await openStore({ dataDir: ':memory:' })
    const { prompt } = await store.prompts.create({ name: 'Balls', content: aPromptContent() })
    const runs = [1, 2, 3, 4, 5].map((index) =>
      aRun({
        number: index * 100,
        createdAt: 1_000 + Math.floor(index / 2),
        request: aRunRequest({ promptId: index % 2 === 0 ? prompt.id : null }),
      }),
    )
    for (const run of runs) await store.runs.create(run)
    const newestFirst = runs.map(({ id }) => id).reverse()

    const first = await store.runs.list({ limit: 3 })
    const second = await store.runs.list({ limit: 3, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(newestFirst)
    expect(second.nextCursor).toBeNull()
    const ofPrompt = await store.runs.list({ limit: 10, promptId: prompt.id })
    expect(ofPrompt.items.map(({ id }) => id)).toEqual([anId(400), anId(200)])
    await expect(store.runs.list({ limit: 3, cursor: 'next' })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    })
  })
})

describe('runs that a server left running', () => {
  it('become interrupted, keep what was written, and say so to every reader', async () => {
    const { store, run } = await openWithRun()
    const [first = aGeneration(), second = aGeneration(), third = aGeneration()] = run.generations
    const partial: Generation = {
      ...second,
      status: 'decoding',
      queuePosition: null,
      steps: [aDoneStep({ text: ' 1', finishReason: null, usage: null, timings: null })],
    }
    await store.runs.append(run.id, {
      events: finishedEvents([completed(first)], 2),
      generations: [completed(first), partial],
      run: { status: 'running', finishedAt: null },
    })

    const [interrupted, ...more] = await store.runs.interruptRunning()
    expect(more).toEqual([])
    expect(interrupted).toEqual({
      ...run,
      status: 'interrupted',
      generations: [
        completed(first),
        { ...partial, status: 'interrupted' },
        { ...third, status: 'interrupted', queuePosition: null },
      ],
    })
    expect(await store.runs.get(run.id)).toEqual(interrupted)
    expect(fold(await store.runs.eventsAfter(run.id, 0))).toEqual(interrupted)

    // A reader that had seen 1 000 events which were never written still gets all that is new, and nothing twice.
    const news = await store.runs.eventsAfter(run.id, 1_002)
    expect(news.map(({ event }) => event.type)).toEqual(['run.snapshot', 'run.status'])
    expect(fold(news)).toEqual(interrupted)
    expect(await store.runs.interruptRunning()).toEqual([])
  })

  it('are completed when all their generations had ended', async () => {
    const { store, run } = await openWithRun()
    const generations = run.generations.map((generation) => completed(generation))
    await store.runs.append(run.id, {
      events: finishedEvents(generations, 2),
      generations,
      run: { status: 'running', finishedAt: null },
    })
    const end = { status: 'completed', finishedAt: run.createdAt + 100 }
    expect(await store.runs.interruptRunning()).toEqual([{ ...run, ...end, generations }])
    expect(await store.runs.get(run.id)).toMatchObject(end)
  })

  it('are continued from the sequence after the interruption', async () => {
    const { store, run } = await openWithRun()
    await store.runs.interruptRunning()
    const last = await store.runs.lastSequence(run.id)
    const generations = run.generations.map((generation) => completed(generation))
    const end = { status: 'completed', finishedAt: 9 } as const
    await store.runs.append(run.id, { events: finishedEvents(generations, last + 1), generations, run: end })
    expect(await store.runs.get(run.id)).toEqual({ ...run, ...end, generations })
    expect(await store.runs.interruptRunning()).toEqual([])
  })
})
