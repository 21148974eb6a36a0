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

/** A completion that writes for as long as it may. */
async function stream(maxTokens: number): Promise<Stream> {
  const abort = new AbortController()
  const answer = await fetch(`${server.address}/v1/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'wren-base',
      prompt: 'Once upon a time',
      stream: true,
      max_tokens: maxTokens,
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

it('gives the slot of a client that has left to the next in the queue', async () => {
  const tookMs: number[] = []
  for (let round = 0; round < 10; round++) {
    // As many as there are slots, and one that has to wait.
    const writing: Stream[] = []
    let waiting: Promise<Stream> | null = null
    while (waiting === null && writing.length < 64) {
      const next = stream(480)
      const isWriting = await Promise.race([
        next.then(firstChunk),
        new Promise<false>((resolve) => setTimeout(() => resolve(false), 1_000)),
      ])
      if (isWriting) writing.push(await next)
      else waiting = next
    }
    if (waiting === null) throw new Error('The model has no limit.')
    const startedAt = performance.now()
    writing[0]?.leave()
    await waiting
    tookMs.push(performance.now() - startedAt)
    for (const each of [...writing, await waiting]) each.leave()
  }
  printFigure(
    'R16, from a disconnect to the next one who has the slot',
    `median ${median(tookMs).toFixed(0)} ms, max ${Math.max(...tookMs).toFixed(0)} ms (wanted: 500)`,
  )
  // Had the slot been kept to the end of its completion, it would have taken many seconds.
  expect(median(tookMs)).toBeLessThan(2_000)
})
