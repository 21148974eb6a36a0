import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Run, RunRequest } from '@trialogue/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRun, followRun, getRun } from './api.ts'
import { isAlive, listChildProcesses } from './child-processes.ts'
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

it('fails only what the killed model process was writing, at once; everything else goes on', async () => {
  const warmUp = await runToEnd(wanderingRun(['base'], { maxTokens: 1 }), () => {})
  expect(warmUp.run.generations).toMatchObject([{ status: 'completed' }])
  const [modelProcess, ...others] = await listChildProcesses(server.pid)
  if (modelProcess === undefined) throw new Error('The base model has no process of its own.')
  expect(others).toEqual([])

  let killedAtMs = 0
  const request = wanderingRun(['base', 'instruct'], { samples: 6, maxTokens: 400 })
  const { run, texts, finishedAtMs } = await runToEnd(request, () => {
    process.kill(modelProcess.pid, 'SIGKILL')
    killedAtMs = performance.now()
  })

  const failed = run.generations.filter(({ status }) => status === 'failed')
  expect(failed).toMatchObject([
    { variantId: 'base', finishReason: 'error', error: { code: 'MODEL_PROCESS_CRASHED' } },
  ])
  const [victim] = failed
  const tookMs = (finishedAtMs.get(victim?.id ?? '') ?? Number.POSITIVE_INFINITY) - killedAtMs
  expect(tookMs).toBeLessThan(1_000)
  // What it had written is kept, exactly as it was told.
  expect(victim?.steps[0]?.text ?? '').toBe(texts.get(victim?.id ?? '') ?? '')
  expect(run.status).toBe('completed')
  expect(run.generations.filter(({ status }) => status === 'completed')).toHaveLength(11)

  const next = await runToEnd(wanderingRun(['base'], { maxTokens: 8 }), () => {})
  expect(next.run.generations).toMatchObject([{ status: 'completed' }])
  expect(await isAlive(modelProcess.pid)).toBe(false)
  expect(await isAlive(server.pid)).toBe(true)
  expect(await listChildProcesses(server.pid)).toHaveLength(2)
})
