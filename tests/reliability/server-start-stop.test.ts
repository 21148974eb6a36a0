import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRun, followRun, getJson, getRun, resumeRun } from './api.ts'
import { isAlive, listChildProcesses } from './child-processes.ts'
import { type ServerProcess, StartFailure, startServer } from './server-process.ts'
import { wanderingRun } from './wandering-run.ts'

let dataDir = ''
let server: ServerProcess

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-start-stop-'))
  server = await startServer(dataDir)
})
afterEach(async () => {
  await server.end('SIGKILL')
  rmSync(dataDir, { recursive: true })
})

/** Starts a server that cannot start, and gives why. */
async function failToStart(ownDataDir: string, port?: number): Promise<StartFailure> {
  const failure: unknown = await startServer(ownDataDir, port).catch((error: unknown) => error)
  if (failure instanceof StartFailure) return failure
  throw new Error('The server started, or failed in another way.', { cause: failure })
}

describe('starting', () => {
  it('refuses a data directory that another server uses, and names that server', async () => {
    const failure = await failToStart(dataDir)
    expect(failure.exit).toEqual({ code: 1, signal: null })
    expect(failure.said).toContain(`process ${server.pid}`)
    expect(failure.said).toContain(dataDir)
    expect(failure.said).not.toContain('    at ')
    expect(await getJson(`${server.address}/readyz`)).toEqual({ status: 'ready' })
  })

  it('refuses a port that is taken, says what to do, and gives its data directory free', async () => {
    const port = Number(new URL(server.address).port)
    const otherDir = join(dataDir, 'other')
    const failure = await failToStart(otherDir, port)
    expect(failure.exit).toEqual({ code: 1, signal: null })
    expect(failure.said).toContain(`Port ${port}`)
    expect(failure.said).toContain('TRIALOGUE_PORT')
    expect(failure.said).not.toContain('    at ')

    const other = await startServer(otherDir)
    expect(await other.end('SIGTERM')).toEqual({ code: 0, signal: null })
  })
})

describe('stopping', () => {
  it('ends within ten seconds although a run is being watched, and leaves the run to be continued', async () => {
    const { id } = await createRun(
      server.address,
      wanderingRun(['base', 'dialog'], { items: 50, maxTokens: 200 }),
    )
    const types: string[] = []
    let ended: ReturnType<ServerProcess['end']> | undefined
    let toldAtMs = 0
    let models: number[] = []
    for await (const { event } of followRun(server.address, id)) {
      types.push(event.type)
      if (event.type === 'generation.text' && ended === undefined) {
        models = (await listChildProcesses(server.pid)).map(({ pid }) => pid)
        toldAtMs = performance.now()
        ended = server.end('SIGTERM')
      }
    }
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(performance.now() - toldAtMs).toBeLessThan(10_000)
    expect(types.at(-1)).toBe('run.status')
    expect(models.length).toBeGreaterThan(0)
    for (const pid of models) expect(await isAlive(pid)).toBe(false)

    server = await startServer(dataDir)
    const run = await getRun(server.address, id)
    expect(run.status).toBe('interrupted')
    expect(run.generations.some(({ status }) => status === 'interrupted')).toBe(true)
    expect(await resumeRun(server.address, id)).toMatchObject({ status: 'running' })
  })
})
