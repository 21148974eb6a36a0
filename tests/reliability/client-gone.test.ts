import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { median } from '../bench/statistics.ts'
import { printFigure } from './print-figure.ts'
import { type ServerProcess, startServer } from './server-process.ts'

let dataDir = ''
let server: ServerProcess
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-client-gone-'))
  server = await startServer(dataDir)
  await firstChunk(await stream(1))
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(dataDir, { recursive: true })
})

interface Stream {
  readonly answer: Response
  leave(): void
}

/** Completions that write for as long as they may. */
async function stream(maxTokens: number, completions = 1): Promise<Stream> {
  const abort = new AbortController()
  const answer = await fetch(`${server.address}/v1/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'wren-base',
      prompt: 'Once upon a time',
      stream: true,
      max_tokens: maxTokens,
      n: completions,
      temperature: 2,
      seed: 7,
    }),
    signal: abort.signal,
  })
  return { answer, leave: () => abort.abort() }
}

/** Waits for the first chunk; false where the stream ended without one. */
async function firstChunk({ answer }: Stream): Promise<boolean> {
  const { value } = (await answer.body?.getReader().read()) ?? {}
  return value !== undefined
}

it('gives the slots of a client that has left to the next in the queue', async () => {
  const tookMs: number[] = []
  for (let round = 0; round < 5; round++) {
    // More than there are slots: whoever comes now has to wait until the first of them has written all it may.
    const crowd = await stream(480, 128)
    await firstChunk(crowd)
    const next = stream(1)
    const startedAt = performance.now()
    crowd.leave()
    await next.then(firstChunk)
    tookMs.push(performance.now() - startedAt)
  }
  printFigure(
    'R16, from a disconnect to the next one who has the slot',
    `median ${median(tookMs).toFixed(0)} ms, max ${Math.max(...tookMs).toFixed(0)} ms (wanted: 500)`,
  )
  // Had the slots been kept, the next one would have waited for 480 steps of eight sequences.
  expect(median(tookMs)).toBeLessThan(1_000)
})
