import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { NumberedRunEvent, RunEvent } from '@trialogue/contract'
import { aPromptBody, aRunRequest, aVariant } from '@trialogue/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { createRun, followRun, getJson, getRun, sendJson } from './api.ts'
import type { Counts } from './pausing-model-server.ts'
import { printFigure } from './print-figure.ts'
import { type ServerProcess, startServer } from './server-process.ts'

interface ModelServer {
  readonly child: ChildProcess
  readonly address: string
}

const countsSchema: z.ZodType<Counts> = z.strictObject({
  begun: z.int(),
  ended: z.int(),
  mostAtOnce: z.int(),
})
/** Of one run, 64 generations at most are under way at once. */
const [runCount, itemCount, samples] = [4, 25, 2]
const generationCount = runCount * itemCount * samples

let dataDir = ''
let trialogue: ServerProcess
let modelServers: ModelServer[] = []

async function startModelServer(): Promise<ModelServer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'pausing-model-server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(createInterface(child.stdout), 'line')
  return { child, address: `http://127.0.0.1:${port}` }
}

async function kill({ child }: ModelServer): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

/** The generations of which an event shows text. */
function writtenIn(event: RunEvent): string[] {
  if (event.type === 'generation.text') return [event.generationId]
  if (event.type !== 'run.snapshot') return []
  return event.run.generations.filter(({ steps }) => steps[0]?.text).map(({ id }) => id)
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-failover-'))
  const started = await Promise.all([startModelServer(), startModelServer(), startServer(dataDir)])
  modelServers = started.slice(0, 2) as ModelServer[]
  trialogue = started[2]
  const endpoints = `${trialogue.address}/api/endpoints`
  const urls = modelServers.map(({ address }) => `${address}/v1`)
  const settings = { name: 'pair', api: 'openai', urls, allowsPrivate: true, concurrency: 256, key: null }
  await sendJson('POST', endpoints, settings)
  await sendJson('PATCH', `${endpoints}/pair/models`, { name: 'echo', kind: 'instruct' })
})
afterAll(async () => {
  await Promise.all([...modelServers.map(kill), trialogue.end('SIGTERM')])
  rmSync(dataDir, { recursive: true })
})

it('loses and doubles nothing of 200 generations when one of two servers is killed in their middle', async () => {
  const [victim, survivor] = modelServers
  if (victim === undefined || survivor === undefined) throw new Error('There are two.')
  const sentenceOf = (item: number) => `Number ${item}: the quick brown fox jumps over the lazy dog.`
  const body = aPromptBody({ type: 'text', text: { template: '{{sentence}}' }, system: '' })
  const items = Array.from({ length: itemCount }, (_, item) => ({
    values: [{ name: 'sentence', value: sentenceOf(item) }],
    reference: null,
  }))
  const variants = [aVariant({ modelId: 'endpoint:pair/echo' })]
  const startedAt = performance.now()
  const request = aRunRequest({ body, variants, items, samples })
  const runs = await Promise.all(
    Array.from({ length: runCount }, () => createRun(trialogue.address, request)),
  )

  const events: NumberedRunEvent[] = []
  const follow = async (runId: string) => {
    for await (const numbered of followRun(trialogue.address, runId)) {
      events.push(numbered)
    }
  }
  const followed = Promise.all(runs.map(({ id }) => follow(id)))
  const begunBy = async ({ address }: ModelServer) =>
    countsSchema.parse(await getJson(`${address}/counts`)).begun
  // Every answer is written half; then one server dies, and the other begins its answers again.
  const written = () => new Set(events.flatMap(({ event }) => writtenIn(event)))
  await expect.poll(() => written().size, { timeout: 30_000 }).toBe(generationCount)
  const halfDone = await begunBy(victim)
  await kill(victim)
  await expect.poll(() => begunBy(survivor), { timeout: 30_000 }).toBe(generationCount)
  await getJson(`${survivor.address}/go`)
  await followed
  const seconds = (performance.now() - startedAt) / 1_000

  const ended = await Promise.all(runs.map(({ id }) => getRun(trialogue.address, id)))
  const generations = ended.flatMap((run) => run.generations)
  const begun = new Map<string, number>()
  for (const { event } of events) {
    // A feed opens with what is so far.
    if (event.type === 'run.snapshot') {
      for (const { id, steps } of event.run.generations) begun.set(id, steps.length)
    } else if (event.type === 'generation.step') {
      begun.set(event.generationId, (begun.get(event.generationId) ?? 0) + 1)
    }
  }
  const again = [...begun.values()].filter((count) => count > 1).length
  const counts = countsSchema.parse(await getJson(`${survivor.address}/counts`))
  const lost = generations.filter(({ status }) => status !== 'completed')
  const wrong = generations.filter(({ steps, itemIndex }) => steps[0]?.text !== sentenceOf(itemIndex))
  printFigure(
    'failover',
    `${generationCount} generations over 2 servers, one killed with ${halfDone} half done: ${lost.length} lost, ${wrong.length} with a wrong text, ` +
      `${again} begun again in sight, ${counts.ended} answered by the other, ${counts.mostAtOnce} of them at once, ${seconds.toFixed(1)} s`,
  )
  expect(generations).toHaveLength(generationCount)
  expect(lost.map(({ error }) => error)).toEqual([])
  expect(wrong.map(({ steps }) => steps[0]?.text)).toEqual([])
  expect(generations.every(({ steps }) => steps.length === 1)).toBe(true)
  expect(halfDone).toBeGreaterThan(0)
  expect(again).toBeGreaterThan(0)
  expect(counts).toEqual({ begun: generationCount, ended: generationCount, mostAtOnce: generationCount })
})
