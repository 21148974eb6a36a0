import { AppError, type NumberedRunEvent, type RunEvent } from '@trialogue/contract'
import { openStore } from '@trialogue/store'
import { aRun, createFakeClock } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { RunJournal, type RunWriter } from './run-journal.ts'

/** A journal on a real store whose disk can be full. */
async function setUp() {
  const run = aRun()
  const store = await openStore({ dataDir: ':memory:' })
  await store.runs.create(run)
  const disk = { isFull: false, isBroken: false, writes: 0, errors: 0 }
  const writer: RunWriter = {
    async append(runId, batch) {
      disk.writes += 1
      if (disk.isFull) throw new AppError('DISK_FULL', 'The disk is full.')
      if (disk.isBroken) throw new Error('The disk is broken.')
      await store.runs.append(runId, batch)
    },
  }
  const clock = createFakeClock()
  const published: NumberedRunEvent[] = []
  const log = {
    info() {},
    warn() {},
    error() {
      disk.errors += 1
    },
  }
  const onPublished = (numbered: NumberedRunEvent) => published.push(numbered)
  const journal = new RunJournal({ run, sequence: 1, writer, clock, log, onPublished })
  const [generation] = run.generations
  if (generation === undefined) throw new Error('The run has generations.')
  const decoding: RunEvent = {
    type: 'generation.status',
    generationId: generation.id,
    status: 'decoding',
    queuePosition: null,
    progress: null,
  }
  const finished: RunEvent = {
    type: 'generation.finished',
    generation: { ...generation, status: 'completed', finishReason: 'stop' },
  }
  const stored = () => store.runs.eventsAfter(run.id, 1)
  return { run, store, disk, clock, published, journal, decoding, finished, stored }
}

it('publishes progress at once and writes it four times a second', async () => {
  const { clock, disk, journal, published, decoding, stored } = await setUp()
  for (let count = 0; count < 100; count += 1) {
    journal.progress(decoding)
    await clock.advance(10)
  }
  await clock.advance(250)
  expect(published).toHaveLength(100)
  expect(disk.writes).toBeLessThanOrEqual(5)
  expect(await stored()).toEqual(published)
})

it('writes a milestone, and all before it, before it is published', async () => {
  const { journal, published, decoding, finished, run, store, stored } = await setUp()
  journal.progress(decoding)
  const written = journal.milestone(finished)
  journal.progress(decoding)
  expect(published.map(({ event }) => event.type)).toEqual(['generation.status'])
  await written
  expect(await stored()).toEqual(published.slice(0, 2))
  expect(published.map(({ sequence }) => sequence)).toEqual([2, 3, 4])
  expect((await store.runs.get(run.id)).generations[0]?.status).toBe('completed')
})

it('writes milestones that come together at once, in their order', async () => {
  const { disk, journal, published, decoding, finished, run, stored } = await setUp()
  const ends = run.generations.map((generation): RunEvent => ({ type: 'generation.finished', generation }))
  const written = [finished, ...ends].map((event) => {
    journal.progress(decoding)
    return journal.milestone(event)
  })
  await Promise.all(written)
  expect(disk.writes).toBeLessThanOrEqual(2)
  expect(published.map(({ sequence }) => sequence)).toEqual(published.map((_, index) => 2 + index))
  expect(published.map(({ event }) => event)).toEqual(
    [finished, ...ends].flatMap((event) => [decoding, event]),
  )
  expect(await stored()).toEqual(published)
})

it('tries again when the disk is full, and loses nothing', async () => {
  const { clock, disk, journal, published, decoding, finished, stored, run } = await setUp()
  disk.isFull = true
  journal.progress(decoding)
  const written = journal.milestone(finished)
  await clock.advance(5_000)
  expect(disk.errors).toBeGreaterThanOrEqual(5)
  expect(published).toHaveLength(1)
  expect(journal.run.generations[0]?.status).toBe('decoding')
  disk.isFull = false
  await clock.advance(1_000)
  await written
  expect(await stored()).toEqual(published)
  expect(journal.run).toMatchObject({ id: run.id, generations: [{ status: 'completed' }, {}, {}] })
})

it('gives up what waits when it is closed', async () => {
  const { clock, disk, journal, finished, stored } = await setUp()
  disk.isFull = true
  const written = journal.milestone(finished)
  const refused = expect(written).rejects.toMatchObject({ code: 'INTERNAL' })
  journal.close()
  await clock.advance(1_000)
  await refused
  expect(await stored()).toEqual([])
})

it('gives up what a broken disk refuses again and again, but not what comes after', async () => {
  const { clock, disk, journal, published, decoding, finished, stored } = await setUp()
  disk.isBroken = true
  const refused = expect(journal.milestone(finished)).rejects.toMatchObject({ code: 'INTERNAL' })
  await clock.advance(0)
  await clock.advance(5_000)
  await refused
  expect(disk.writes).toBe(5)
  disk.isBroken = false
  journal.progress(decoding)
  await clock.advance(250)
  expect(await stored()).toEqual(published)
})
