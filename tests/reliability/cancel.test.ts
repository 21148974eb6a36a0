import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Run } from '@trialogue/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { median } from '../bench/statistics.ts'
import { cancelRun, createRun, followRun, getRun } from './api.ts'
import { listChildProcesses } from './child-processes.ts'
import { printFigure } from './print-figure.ts'
import { residentBytesOfTrees } from './resident-memory.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { wanderingRun } from './wandering-run.ts'

const kinds = ['base', 'instruct', 'dialog'] as const
const cancels = 20
const cycles = 1_000
/** A test of vitest has a time limit: so many cycles each. */
const cyclesPerTest = 50
const blocks = Array.from({ length: cycles / cyclesPerTest }, (_, index) => (index + 1) * cyclesPerTest)

let dataDir = ''
let server: ServerProcess
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-cancel-'))
  server = await startServer(dataDir)
  // All models are loaded once, before anything is measured or counted.
  await runUntil('finished', wanderingRun(kinds, { maxTokens: 1 }))
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(dataDir, { recursive: true })
})

/** Starts a run and follows it: until its first text, or to its end. */
async function runUntil(moment: 'text' | 'finished', request = wanderingRun(kinds, { maxTokens: 400 })) {
  const run = await createRun(server.address, request)
  for await (const { event } of followRun(server.address, run.id)) {
    if (moment === 'text' && event.type === 'generation.text') break
  }
  return run.id
}

/** Cancels a run of three models once all of them write. Times in milliseconds, from the request on. */
async function cancelWriting() {
  const run = await createRun(server.address, wanderingRun(kinds, { samples: 8, maxTokens: 400 }))
  const modelOf = new Map(run.generations.map(({ id, modelId }) => [id, modelId]))
  const writing = new Set<string>()
  let startedAt = 0
  let lastTextMs = 0
  let answered: Promise<{ readonly run: Run; readonly ms: number }> | null = null
  const since = () => performance.now() - startedAt
  for await (const { event } of followRun(server.address, run.id)) {
    if (event.type !== 'generation.text') continue
    writing.add(modelOf.get(event.generationId) ?? '')
    if (answered !== null) lastTextMs = since()
    else if (writing.size === kinds.length) {
      startedAt = performance.now()
      answered = cancelRun(server.address, run.id).then((cancelled) => ({ run: cancelled, ms: since() }))
    }
  }
  if (answered === null) throw new Error('The run ended before all models wrote.')
  return { ...(await answered), lastTextMs }
}

describe('a cancel', () => {
  it('stops three models that write, at once', async () => {
    const lastTextMs: number[] = []
    const answeredMs: number[] = []
    for (let round = 0; round < cancels; round++) {
      const { run, ms, lastTextMs: last } = await cancelWriting()
      lastTextMs.push(last)
      answeredMs.push(ms)
      expect(run.generations.every(({ status }) => status === 'completed')).toBe(true)
      // One or another may have ended by itself before.
      expect(run.generations.some(({ finishReason }) => finishReason === 'cancelled')).toBe(true)
    }
    const figure = (tookMs: readonly number[]) =>
      `median ${median(tookMs).toFixed(0)} ms, max ${Math.max(...tookMs).toFixed(0)} ms`
    printFigure(
      'Cancel of 24 generations of three models that write, to the last text that a reader gets',
      `${figure(lastTextMs)} of ${cancels} (wanted: 100); to the answer that it is on disk ${figure(answeredMs)}`,
    )
    // Loose, for machines that do something else as well.
    expect(median(answeredMs)).toBeLessThan(1_000)
  })
})

describe.skipIf(process.platform !== 'linux')('a thousand starts and cancels', () => {
  const before = { descriptors: 0, pids: [0], bytes: 0 }

  async function count() {
    const children = await listChildProcesses(server.pid)
    const pids = children.map(({ pid }) => pid).sort((a, b) => a - b)
    const descriptors = [server.pid, ...pids].map((pid) => readdirSync(`/proc/${pid}/fd`).length)
    return {
      descriptors: descriptors.reduce((sum, each) => sum + each, 0),
      pids,
      bytes: await residentBytesOfTrees([server.pid]),
    }
  }

  // At once, while it is queued or reading, and while it writes.
  const moments = [
    () => createRun(server.address, wanderingRun(kinds, { maxTokens: 400 })).then(({ id }) => id),
    () => runUntil('text', wanderingRun(['base'], { maxTokens: 400 })),
    () =>
      createRun(server.address, wanderingRun(['instruct'], { maxTokens: 400, samples: 8 })).then(
        ({ id }) => id,
      ),
  ] as const

  it.each(blocks)('leave every run cancelled after %i of them', async (done) => {
    for (let cycle = 0; cycle < cyclesPerTest; cycle++) {
      const id = await moments[cycle % moments.length]?.()
      const run = await cancelRun(server.address, id ?? '')
      expect(run.generations.every(({ status }) => status === 'completed')).toBe(true)
    }
    if (done === cyclesPerTest) Object.assign(before, await count())
    // Later than the rest: memory that a model's slots have once used stays theirs.
    if (done === cycles / 2) before.bytes = await residentBytesOfTrees([server.pid])
  })

  it('leave no process and no file descriptor behind', async () => {
    const run = await getRun(
      server.address,
      await runUntil('finished', wanderingRun(kinds, { maxTokens: 2 })),
    )
    expect(run.generations.map(({ status, error }) => [status, error])).toEqual(
      kinds.map(() => ['completed', null]),
    )
    // This test's own client keeps a few connections open for a while.
    await expect
      .poll(async () => (await count()).descriptors - before.descriptors, { timeout: 20_000, interval: 500 })
      .toBeLessThanOrEqual(3)
    const after = await count()
    printFigure(
      `${cycles} starts and cancels`,
      `${after.pids.length - before.pids.length} processes and ` +
        `${after.descriptors - before.descriptors} file descriptors more than after ${cyclesPerTest}, ` +
        `memory ${((after.bytes - before.bytes) / 1e6).toFixed(0)} MB more than after ${cycles / 2}`,
    )
    expect(after.pids).toEqual(before.pids)
  })
})
