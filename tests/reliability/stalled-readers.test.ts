import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { median, percentile } from '../bench/statistics.ts'
import { cancelRun, createRun, followRun, getJson } from './api.ts'
import { printFigure } from './print-figure.ts'
import { residentBytes } from './resident-memory.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { wanderingRun } from './wandering-run.ts'

const readers = 40

let dataDir = ''
let server: ServerProcess
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-stalled-'))
  server = await startServer(dataDir)
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(dataDir, { recursive: true })
})

/** A reader of a run's events that asks for them and then takes nothing. */
async function stalledReader(runId: string): Promise<Socket> {
  const { hostname, port, host } = new URL(server.address)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.pause()
  socket.on('error', () => {})
  socket.write(`GET /api/runs/${runId}/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  return socket
}

it('neither grows nor slows down for readers that take nothing', async () => {
  const { address, pid } = server
  // With alternatives, a token is told in about half a kilobyte.
  const request = {
    ...wanderingRun(['base', 'instruct', 'dialog'], { items: 10, samples: 8, maxTokens: 400 }),
    topLogprobs: 5,
  }
  const { id } = await createRun(address, request)
  const sockets = await Promise.all(Array.from({ length: readers }, () => stalledReader(id)))
  let tokens = 0
  let bytesBefore = 0
  let grownMb = 0
  const tookMs: number[] = []
  for await (const { event } of followRun(address, id)) {
    if (event.type !== 'generation.text') continue
    tokens += event.logprobs.length
    if (bytesBefore === 0) bytesBefore = await residentBytes(pid)
    grownMb = Math.max(grownMb, ((await residentBytes(pid)) - bytesBefore) / 1e6)
    const startedAt = performance.now()
    await getJson(`${address}/api/models`)
    tookMs.push(performance.now() - startedAt)
    if (tokens >= 2_000) break
  }
  await cancelRun(address, id)
  for (const socket of sockets) socket.destroy()
  printFigure(
    `R15, ${readers} stalled readers of ${tokens} tokens`,
    `the server at most ${grownMb.toFixed(0)} MB larger, other requests ` +
      `median ${median(tookMs).toFixed(1)} ms, p95 ${percentile(tookMs, 0.95).toFixed(1)} ms (wanted: 50)`,
  )
  expect(tokens).toBeGreaterThanOrEqual(2_000)
  // What waits for a reader is limited to 1 MB; the rest is the heap of a server that has something to do.
  expect(grownMb).toBeLessThan(readers + 160)
})
