import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aPromptContent } from '@trialogue/testing'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from './index.ts'
import { migrations } from './migrations/migrations.ts'

let dataDir = ''

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-store-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

describe('opening a store', () => {
  it('makes the data directory, readable by its owner only, and keeps what is written', async () => {
    const inside = join(dataDir, 'new', 'data')
    const first = await openStore({ dataDir: inside, now: () => 1_000 })
    const { prompt, draft } = await first.prompts.create({ name: 'Balls', content: aPromptContent() })
    await first.close()

    const second = await openStore({ dataDir: inside })
    expect(await second.prompts.get(prompt.id)).toEqual(prompt)
    expect(await second.drafts.get(prompt.id)).toEqual(draft)
    expect(second.check()).toBe(true)
    await second.close()
    expect(second.check()).toBe(false)
    expect(statSync(inside).mode & 0o077).toBe(0)
    expect(prompt).toMatchObject({ latestVersion: null, createdAt: 1_000, updatedAt: 1_000 })
  })

  it('leaves no write-ahead log and no holder behind after a close', async () => {
    const store = await openStore({ dataDir })
    await store.prompts.create({ name: 'Balls', content: aPromptContent() })
    expect(readdirSync(dataDir)).toContain('trialogue.sqlite-wal')
    await store.close()
    expect(readdirSync(dataDir).sort()).toEqual(['server.lock', 'trialogue.sqlite'])
  })

  it('makes no backup of a new or an unchanged database', async () => {
    for (let start = 0; start < 2; start += 1) await (await openStore({ dataDir })).close()
    expect(readdirSync(dataDir)).not.toContain('backups')
  })

  it('refuses a database that a newer Trialogue wrote, and leaves it alone', async () => {
    await (await openStore({ dataDir })).close()
    const newer = new Sqlite(join(dataDir, 'trialogue.sqlite'))
    newer.pragma(`user_version = ${migrations.length + 1}`)
    newer.close()

    await expect(openStore({ dataDir })).rejects.toMatchObject({
      code: 'SCHEMA_TOO_NEW',
      details: { schema: migrations.length + 1, known: migrations.length },
    })
    // Nothing is locked or changed: the second try says the same.
    await expect(openStore({ dataDir })).rejects.toMatchObject({ code: 'SCHEMA_TOO_NEW' })
  })

  it('says so when the database file is damaged', async () => {
    writeFileSync(
      join(dataDir, 'trialogue.sqlite'),
      'this is no database, and long enough to be none'.repeat(40),
    )
    await expect(openStore({ dataDir })).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('damaged'),
    })
  })
})
