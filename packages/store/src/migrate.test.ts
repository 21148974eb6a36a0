import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp } from './backup.ts'
import { openConnection } from './connection.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import { migrations } from './migrations/migrations.ts'

let dataDir = ''
let database: Database

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-migrate-'))
  database = await openConnection(join(dataDir, 'trialogue.sqlite'))
})
afterEach(() => {
  database.close()
  rmSync(dataDir, { recursive: true })
})

const cats: Migration = {
  number: 1,
  name: 'cats',
  sql: "CREATE TABLE cats (name TEXT); INSERT INTO cats VALUES ('Tom');",
}
const dogs: Migration = { number: 2, name: 'dogs', sql: 'CREATE TABLE dogs (name TEXT);' }
const broken: Migration = {
  number: 3,
  name: 'broken',
  sql: "ALTER TABLE cats ADD COLUMN age INTEGER; DELETE FROM cats; INSERT INTO nowhere VALUES ('half-way');",
}

const noBackup = async () => {}
/** Everything there is: schema, its number, and rows. */
const dump = () => ({
  number: database.pragma('user_version', { simple: true }),
  schema: database.prepare('SELECT sql FROM sqlite_schema ORDER BY name').all(),
  cats: database.prepare('SELECT * FROM cats').all(),
})

describe('migrating', () => {
  it('numbers the migrations of this house 1, 2, 3 … and applies them from nothing', async () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
    await migrate(database, migrations, noBackup)
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(database.pragma('foreign_key_check')).toEqual([])
  })

  it('applies only what is missing, and copies a database that holds something first', async () => {
    const copiedAt: number[] = []
    const beforeChange = async (schema: number) => copiedAt.push(schema)
    await migrate(database, [cats], beforeChange)
    expect(copiedAt).toEqual([])
    await migrate(database, [cats, dogs], beforeChange)
    await migrate(database, [cats, dogs], beforeChange)
    expect(copiedAt).toEqual([1])
    expect(dump().cats).toEqual([{ name: 'Tom' }])
  })

  it('keeps the generations of the first schema, with what it did not record left open', async () => {
    await migrate(database, migrations.slice(0, 1), noBackup)
    database.exec(`
      INSERT INTO runs VALUES ('run', NULL, NULL, 'completed', '{}', 1, 2);
      INSERT INTO generations (id, run_id, position, variant_id, item_index, sample_index, model_id, model_kind,
        parameters, reasoning, seed, status, created_at)
      VALUES ('generation', 'run', 0, 'base', 0, 0, 'wren-base', 'base', '{}', '{}', 7, 'completed', 1);
      INSERT INTO generation_steps (generation_id, step_index, kind, model_input, text, logprobs)
      VALUES ('generation', 0, 'completion', 'Q', ' A', '[]');
    `)
    await migrate(database, migrations, noBackup)
    const read = (sql: string) => database.prepare(sql).get()
    expect(read('SELECT seed, mode, cache_path FROM generations')).toEqual({
      ...{ seed: 7, mode: null, cache_path: null },
    })
    expect(read('SELECT text, token_ids, cached_tokens FROM generation_steps')).toEqual({
      ...{ text: ' A', token_ids: null, cached_tokens: null },
    })
  })

  it('changes nothing when a migration fails half-way', async () => {
    await migrate(database, [cats, dogs], noBackup)
    const before = dump()
    await expect(migrate(database, [cats, dogs, broken], noBackup)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      details: { migration: 3, name: 'broken' },
    })
    expect(dump()).toEqual(before)
    expect(database.inTransaction).toBe(false)
  })

  it('does not begin when the copy cannot be made', async () => {
    await migrate(database, [cats], noBackup)
    const before = dump()
    await expect(migrate(database, [cats, dogs], () => Promise.reject(new Error('no room')))).rejects.toThrow(
      'no room',
    )
    expect(dump()).toEqual(before)
  })

  it('makes copies that open with everything in them, and keeps the newest five', async () => {
    await migrate(database, [cats], noBackup)
    const files: string[] = []
    for (let day = 1; day <= 7; day += 1) {
      const nowMs = Date.UTC(2026, 0, day)
      files.push(await backUp(database, dataDir, { label: 'schema-1', nowMs, keep: 5 }))
    }
    const kept = readdirSync(join(dataDir, 'backups')).sort()
    expect(kept.map((name) => join(dataDir, 'backups', name))).toEqual(files.slice(2))

    const copy = new Sqlite(files.at(-1), { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.prepare('SELECT name FROM cats').all()).toEqual([{ name: 'Tom' }])
    copy.close()
  })
})
