import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aPromptContent } from '@trialogue/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { median, percentile } from '../bench/statistics.ts'
import { cancelRun, createPrompt, createRun, followRun, getJson, getRun } from './api.ts'
import { printFigure } from './print-figure.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { wanderingRun } from './wandering-run.ts'

const calls = 400

let dataDir = ''
let server: ServerProcess
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-latency-'))
  server = await startServer(dataDir)
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(dataDir, { recursive: true })
})

it('answers API calls while three models generate and a page watches them', async () => {
  const { address } = server
  const kinds = ['base', 'instruct', 'dialog'] as const
  const { id } = await createRun(address, wanderingRun(kinds, { items: 300, maxTokens: 400 }))
  const writing = new Set<string>()
  const allWrite = Promise.withResolvers<void>()
  const watching = (async () => {
    for await (const { event } of followRun(address, id)) {
      if (event.type === 'generation.text') writing.add(event.generationId)
      if (writing.size >= 3) allWrite.resolve()
      if (event.type === 'run.status') return
    }
  })()
  await allWrite.promise

  // What a page asks for while it is used: lists, one thing, and now and then something to write.
  const ask = [
    () => getJson(`${address}/api/models`),
    () => getJson(`${address}/api/prompts`),
    () => getJson(`${address}/api/runs`),
    () => getJson(`${address}/readyz`),
    () => createPrompt(address, { name: 'Meanwhile', content: aPromptContent() }),
  ]
  const tookMs: number[] = []
  for (let call = 0; call < calls; call++) {
    const startedAt = performance.now()
    await ask[call % ask.length]?.()
    tookMs.push(performance.now() - startedAt)
  }
  expect((await getRun(address, id)).status).toBe('running')
  const shown = [0.95, 0.99, 1].map((share) => percentile(tookMs, share).toFixed(1))
  printFigure(
    'API latency while three models generate',
    `p95 ${shown[0]} ms (wanted: 20), p99 ${shown[1]} ms, max ${shown[2]} ms, median ${median(tookMs).toFixed(1)} ms of ${calls} calls`,
  )
  await cancelRun(address, id)
  await watching
  // Loose, for machines that do something else as well: the figure is what counts.
  expect(percentile(tookMs, 0.95)).toBeLessThan(200)
})
