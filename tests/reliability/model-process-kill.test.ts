import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Run, RunRequest } from '@trialogue/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRun, followRun, getRun } from './api.ts'
import { isAlive, listChildProcesses } from './child-processes.ts'
import { printFigure } from './print-figure.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { wanderingRun } from './wandering-run.ts'

let dataDir = ''
let server: ServerProcess
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-model-kill-'))
  server = await startServer(dataDir)
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(dataDir, { recursive: true })
})

/** What a reader saw of a run. */
interface Witness {
  readonly run: Run
  /** The text of each generation, as far as it was told, and when its end was. */
  readonly texts: ReadonlyMap<string, string>
  readonly finishedAtMs: ReadonlyMap<string, number>
}

/** Follows a new run to its end; `onText` is called once, when `wren-base` has begun to write. */
async function runToEnd(request: RunRequest, onText: () => void): Promise<Witness> {
  const { id, generations } = await createRun(server.address, request)
  const ofBase = new Set(generations.filter(({ variantId }) => variantId === 'base').map((one) => one.id))
  const texts = new Map<string, string>()
  const finishedAtMs = new Map<string, number>()
  let isTold = false
  for await (const { event } of followRun(server.address, id)) {
    if (event.type === 'generation.finished') finishedAtMs.set(event.generation.id, performance.now())
    if (event.type !== 'generation.text') continue
    texts.set(event.generationId, (texts.get(event.generationId) ?? '') + event.text)
    if (isTold || !ofBase.has(event.generationId)) continue
    isTold = true
    onText()
  }
  return { run: await getRun(server.address, id), texts, finishedAtMs }
}

it('fails only what was in the killed model process, at once; everything else goes on', async () => {
  const warmUp = await runToEnd(wanderingRun(['base'], { maxTokens: 1 }), () => {})
  expect(warmUp.run.generations).toMatchObject([{ status: 'completed' }])
  const [modelProcess, ...others] = await listChildProcesses(server.pid)
  if (modelProcess === undefined) throw new Error('The base model has no process of its own.')
  expect(others).toEqual([])

  let killedAtMs = 0
  const request = wanderingRun(['base', 'instruct'], { items: 6, samples: 8, maxTokens: 80 })
  const { run, texts, finishedAtMs } = await runToEnd(request, () => {
    process.kill(modelProcess.pid, 'SIGKILL')
    killedAtMs = performance.now()
  })

  const failed = run.generations.filter(({ status }) => status === 'failed')
  expect(failed.length).toBeGreaterThan(0)
  for (const { variantId, finishReason, error } of failed) {
    expect([variantId, finishReason, error?.code]).toEqual(['base', 'error', 'MODEL_PROCESS_CRASHED'])
  }
  const tookMs =
    Math.max(...failed.map(({ id }) => finishedAtMs.get(id) ?? Number.POSITIVE_INFINITY)) - killedAtMs
  expect(tookMs).toBeLessThan(1_000)
  // What they had written is kept, exactly as it was told.
  for (const { id, steps } of failed) expect(steps[0]?.text ?? '').toBe(texts.get(id) ?? '')
  // What still waited for a place in the process had one in the next.
  expect(run.status).toBe('completed')
  const completed = run.generations.filter(({ status }) => status === 'completed')
  expect(completed.length).toBe(run.generations.length - failed.length)
  expect(completed.some(({ variantId }) => variantId === 'base')).toBe(true)

  const startedAt = performance.now()
  const next = await runToEnd(wanderingRun(['base'], { maxTokens: 8 }), () => {})
  printFigure(
    'R8, SIGKILL of a model process while it writes',
    `${failed.length} generations failed, told after ${tookMs.toFixed(0)} ms (wanted: 1000); ` +
      `the next run of the model took ${(performance.now() - startedAt).toFixed(0)} ms`,
  )
  expect(next.run.generations).toMatchObject([{ status: 'completed' }])
  expect(await isAlive(modelProcess.pid)).toBe(false)
  expect(await isAlive(server.pid)).toBe(true)
  expect(await listChildProcesses(server.pid)).toHaveLength(2)
})
