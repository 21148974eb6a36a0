import { AppError } from '@trialogue/contract'
import type { Database } from 'better-sqlite3'
import type { Migration } from './migrations/migration.ts'
import { toStoreError } from './sqlite-error.ts'

/**
 * Brings the schema to the newest migration, each in a transaction of its own; `beforeChange` runs first when a
 * database that already holds something is about to change. The schema's number is SQLite's `user_version`.
 * Throws SCHEMA_TOO_NEW when the database was written by a newer Trialogue, and MIGRATION_FAILED (or
 * DISK_FULL) when one fails: what that migration did is undone.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  beforeChange: (schemaNumber: number) => Promise<unknown>,
): Promise<void> {
  const newest = migrations.at(-1)?.number ?? 0
  const current = readSchemaNumber(database)
  if (current > newest) {
    throw new AppError(
      'SCHEMA_TOO_NEW',
      `The data directory was written by a newer Trialogue (schema ${current}, this one knows ${newest}). Update Trialogue, or use another data directory.`,
      { details: { schema: current, known: newest } },
    )
  }
  const pending = migrations.filter(({ number }) => number > current)
  if (pending.length > 0 && current > 0) await beforeChange(current)
  for (const migration of pending) apply(database, migration)
}

function apply(database: Database, migration: Migration): void {
  const run = database.transaction(() => {
    database.exec(migration.sql)
    // Inside the transaction, so that number and schema always agree.
    database.pragma(`user_version = ${migration.number}`)
  })
  try {
    run.immediate()
  } catch (error) {
    const known = toStoreError(error)
    if (known !== error) throw known
    throw new AppError(
      'MIGRATION_FAILED',
      `The database could not be brought up to date (migration ${migration.number}, ${migration.name}). Nothing was changed; the last copy is in the folder backups of the data directory. Start the Trialogue you had before, and report this.`,
      { details: { migration: migration.number, name: migration.name }, cause: error },
    )
  }
}

function readSchemaNumber(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}
