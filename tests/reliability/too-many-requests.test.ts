import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cancelRun, createRun, followRun, getJson } from './api.ts'
import { printFigure } from './print-figure.ts'
import { residentBytes } from './resident-memory.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { wanderingRun } from './wandering-run.ts'

let dataDir = ''
let server: ServerProcess
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-too-many-'))
  server = await startServer(dataDir)
  const warmUp = await createRun(server.address, wanderingRun(['base'], { maxTokens: 1 }))
  for await (const _ of followRun(server.address, warmUp.id));
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(dataDir, { recursive: true })
})

const post = (body: object) =>
  fetch(`${server.address}/api/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

it('runs as many as its limit says, refuses the others, and stays small', async () => {
  const bytesBefore = await residentBytes(server.pid)
  // Each takes long enough that none ends while the others are posted.
  const request = wanderingRun(['base'], { items: 100, maxTokens: 400 })
  const answers = await Promise.all(Array.from({ length: 200 }, () => post(request)))
  const accepted = answers.filter(({ status }) => status === 202)
  const refused = answers.filter(({ status }) => status === 429)
  const grownMb = ((await residentBytes(server.pid)) - bytesBefore) / 1e6
  printFigure(
    'R13, 200 runs at once',
    `${accepted.length} running, ${refused.length} refused with 429, the server ${grownMb.toFixed(0)} MB larger (at most 200)`,
  )
  // The limit is TRIALOGUE_MAX_ACTIVE_RUNS, 16 by default.
  expect([accepted.length, refused.length]).toEqual([16, 184])
  expect(grownMb).toBeLessThan(200)
  for (const answer of accepted) {
    const { id } = JSON.parse(await answer.text())
    await cancelRun(server.address, String(id))
  }
  expect((await post(request)).status).toBe(202)
})

it('refuses numbers that no machine has room for, by the name of the field', async () => {
  const request = wanderingRun(['base'], { maxTokens: 400 })
  const [variant] = request.variants
  const refusals = [
    { ...request, variants: [{ ...variant, parameters: { ...variant?.parameters, maxTokens: 1e9 } }] },
    { ...request, samples: 1e6 },
    { ...request, items: Array.from({ length: 20_000 }, () => ({ values: [] })) },
  ]
  for (const body of refusals) {
    const answer = await post(body)
    // A body that is too large is not even read.
    expect([400, 413]).toContain(answer.status)
    expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) } })
  }
  printFigure(
    'R13, maxTokens 1e9, 1e6 samples, 20,000 items',
    `${refusals.length} of ${refusals.length} refused`,
  )
  expect(await getJson(`${server.address}/readyz`)).toEqual({ status: 'ready' })
})
