import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Generation, PromptVersion } from '@trialogue/contract'
import { aPromptContent } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createPrompt, createRun, followRun, getRun, getVersion, resumeRun, saveVersion } from './api.ts'
import { checkIntegrity } from './check-integrity.ts'
import { isAlive, listChildProcesses } from './child-processes.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { wanderingRun } from './wandering-run.ts'

const kills = 20
const rounds = Array.from({ length: kills }, (_, index) => index + 1)
const items = 120

let dataDir = ''
let server: ServerProcess
let promptId = ''
let runId = ''
/** Everything that any of the killed servers has acknowledged. */
const versions: PromptVersion[] = []
const finished = new Map<string, Generation>()

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-server-kill-'))
  server = await startServer(dataDir)
  promptId = (await createPrompt(server.address, { name: 'Killed', content: aPromptContent() })).id
  runId = (await createRun(server.address, wanderingRun(['base'], { items, maxTokens: 48 }))).id
})
afterAll(async () => {
  await server.end('SIGKILL')
  rmSync(dataDir, { recursive: true })
})

async function saveNextVersion(): Promise<void> {
  const latest = versions.at(-1)?.number ?? null
  const content = aPromptContent({ samples: (versions.length % 8) + 1 })
  const message = `After ${latest}`
  versions.push(await saveVersion(server.address, promptId, { message, parentNumber: latest, content }))
}

/** Follows the run and notes every generation that is told finished, until `count` more are; 0 notes none. */
async function followUntilFinished(count: number): Promise<void> {
  let remaining = count
  for await (const { event } of followRun(server.address, runId)) {
    if (event.type === 'generation.finished') {
      expect(finished.has(event.generation.id), 'a generation finishes once').toBe(false)
      finished.set(event.generation.id, event.generation)
      remaining -= 1
    }
    if (remaining <= 0) break
  }
}

/** Kills the server, and waits until the model processes that it leaves behind have noticed and ended. */
async function kill(): Promise<void> {
  const models = await listChildProcesses(server.pid)
  expect(await server.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
  for (const { pid, command } of models) {
    await vi.waitFor(async () => expect(await isAlive(pid), command).toBe(false), { timeout: 3_000 })
  }
}

describe('a server that is killed in the middle of a run', () => {
  // Each round resumes the same run; every fourth is killed before the model has even been loaded.
  it.each(rounds)('has lost nothing that it acknowledged after kill %i', async (round) => {
    await saveNextVersion()
    await followUntilFinished(round % 4)
    await kill()
    expect(checkIntegrity(dataDir)).toEqual(['ok'])

    server = await startServer(dataDir)
    const run = await getRun(server.address, runId)
    expect(run.status).toBe('interrupted')
    for (const generation of run.generations) {
      const acknowledged = finished.get(generation.id)
      if (acknowledged) expect(generation).toEqual(acknowledged)
      else expect(['interrupted', 'completed']).toContain(generation.status)
    }
    for (const version of versions) expect(await getVersion(server.address, version)).toEqual(version)
    expect(await resumeRun(server.address, runId)).toMatchObject({ id: runId, status: 'running' })
    // Written but not told before the kill: finished all the same, and not to be run again.
    for (const one of run.generations) if (one.status === 'completed') finished.set(one.id, one)
  })

  it('still ends the run, with every generation exactly once', async () => {
    await followUntilFinished(Number.POSITIVE_INFINITY)
    const run = await getRun(server.address, runId)
    expect(run.status).toBe('completed')
    expect(run.generations.map(({ itemIndex }) => itemIndex)).toEqual(
      Array.from({ length: items }, (_, index) => index),
    )
    expect(run.generations.filter(({ status, answer }) => status !== 'completed' || !answer)).toEqual([])
    expect(run.generations).toEqual(run.generations.map(({ id }) => finished.get(id)))
    expect(versions.map(({ number }) => number)).toEqual(rounds)
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null })
  })
})
