import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from './index.ts'

let dataDir = ''

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

it('refuses a data directory that is in use, naming the process, until it is given free', async () => {
  const store = await openStore({ dataDir })
  await expect(openStore({ dataDir })).rejects.toMatchObject({
    code: 'DATA_DIR_LOCKED',
    message: expect.stringContaining(`process ${process.pid}`),
    details: { pid: process.pid, dataDir },
  })
  await store.close()
  await (await openStore({ dataDir })).close()
})

it('does not take a living process for the holder because a killed one had its process id', async () => {
  // What a killed server leaves behind when its id has since been given to somebody else, here to this test.
  writeFileSync(join(dataDir, 'server.lock'), '')
  writeFileSync(
    join(dataDir, 'server.json'),
    JSON.stringify({ pid: process.pid, host: 'here', startedAt: '2020-01-01T00:00:00.000Z' }),
  )
  const store = await openStore({ dataDir })
  await store.close()
})

it('lets exactly one of several that start at once have it', async () => {
  const stores = await Promise.allSettled(Array.from({ length: 5 }, () => openStore({ dataDir })))
  const opened = stores.filter((result) => result.status === 'fulfilled')
  expect(opened).toHaveLength(1)
  for (const { value } of opened) await value.close()
})
