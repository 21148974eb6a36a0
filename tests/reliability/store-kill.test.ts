import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '@trialogue/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkIntegrity } from './check-integrity.ts'
import type { Acknowledged } from './store-writer.ts'

const kills = 20
const rounds = Array.from({ length: kills }, (_, index) => index + 1)
/** All that any of the killed writers was told to be safe. */
const acknowledged: Acknowledged[] = []

let dataDir = ''
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-store-kill-'))
})
afterAll(() => rmSync(dataDir, { recursive: true }))

function startWriter(round: number): ChildProcess {
  return fork(new URL('./store-writer.ts', import.meta.url), [dataDir, `${round * 1_000_000}`])
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  expect(await closed).toEqual([null, 'SIGKILL'])
}

/** Lets a writer run until it has acknowledged `count` writes and `extraMs` more, kills it, and gives them all. */
async function writeAndKill(round: number, count: number, extraMs: number): Promise<Acknowledged[]> {
  const writer = startWriter(round)
  const acknowledged: Acknowledged[] = []
  await new Promise<void>((resolve, reject) => {
    writer.once('exit', (code) => reject(new Error(`The writer ended by itself with ${code}.`)))
    writer.on('message', (message: Acknowledged) => {
      acknowledged.push(message)
      if (acknowledged.length === count) setTimeout(resolve, extraMs)
    })
  })
  await kill(writer)
  return acknowledged
}

/** What was acknowledged and is not there. */
async function findLost(store: Store, acknowledged: readonly Acknowledged[]): Promise<Acknowledged[]> {
  const lost: Acknowledged[] = []
  for (const write of acknowledged) {
    if (write.what === 'version') {
      const { message } = await store.versions.get(write.promptId, write.number)
      if (message !== write.message) lost.push(write)
    } else if (write.what === 'generation') {
      const run = await store.runs.get(write.runId)
      const events = await store.runs.eventsAfter(write.runId, write.sequence - 1)
      const isThere = run.generations.some(({ answer }) => answer === write.answer)
      if (!isThere || events[0]?.sequence !== write.sequence) lost.push(write)
    }
  }
  return lost
}

describe('a store whose process is killed while it writes', () => {
  // A different moment each time: after 5 to 43 writes, and 0 to 4.75 ms into the next ones.
  it.each(rounds)('has kept a sound database after kill %i', async (round) => {
    acknowledged.push(...(await writeAndKill(round, 3 + 2 * round, (round - 1) / 4)))
    expect(checkIntegrity(dataDir)).toEqual(['ok'])
  })

  it('has lost nothing that it acknowledged', async () => {
    const writes = acknowledged.filter(({ what }) => what !== 'open')
    expect(writes.length).toBeGreaterThan(kills * 20)
    const store = await openStore({ dataDir })
    expect(await findLost(store, acknowledged)).toEqual([])
    expect((await store.runs.interruptRunning()).length).toBeGreaterThan(0)
    await store.close()
  })

  it('is refused to a second process, which names the first, and free again once that was killed', async () => {
    const holder = startWriter(kills + 1)
    await once(holder, 'message')
    await expect(openStore({ dataDir })).rejects.toMatchObject({
      code: 'DATA_DIR_LOCKED',
      message: expect.stringContaining(`process ${holder.pid}`),
      details: { pid: holder.pid },
    })
    await kill(holder)
    const store = await openStore({ dataDir })
    expect(store.check()).toBe(true)
    await store.close()
  })
})
