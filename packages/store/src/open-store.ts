import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { backUp } from './backup.ts'
import { openConnection } from './connection.ts'
import { createQueries } from './dialect.ts'
import { type DirectoryLock, lockDirectory } from './lock.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { createBenchmarkRepository } from './repositories/benchmark-repository.ts'
import { createDatasetRepository } from './repositories/dataset-repository.ts'
import { createDraftRepository } from './repositories/draft-repository.ts'
import { createEndpointRepository } from './repositories/endpoint-repository.ts'
import { createExperimentRepository } from './repositories/experiment-repository.ts'
import { createLabelRepository } from './repositories/label-repository.ts'
import { createPromptRepository } from './repositories/prompt-repository.ts'
import { createRunRepository } from './repositories/run-repository.ts'
import { createVersionRepository } from './repositories/version-repository.ts'
import { keepSecretsBesideDatabase, keepSecretsInMemory, type SecretKeeper } from './secrets/secret-keeper.ts'
import { toStoreError } from './sqlite-error.ts'
import type { Store } from './store.ts'

export interface StoreOptions {
  /** Where everything is kept; made if missing. `:memory:` keeps it in memory, for tests. */
  readonly dataDir: string
  /** Integer milliseconds since 1970; the system's clock if left out. */
  readonly now?: () => number
  /** Keys are sealed with the first of them; all open. Without any, the store makes its own beside the database. */
  readonly secrets?: readonly string[]
}

/** Copies made before a migration that are kept. */
const keptBackups = 5

/**
 * Claims the data directory, opens the database, copies it if it must change, and brings it up to date.
 * Throws DATA_DIR_LOCKED, SCHEMA_TOO_NEW, MIGRATION_FAILED, DISK_FULL, or what the file system threw; nothing is left
 * open or locked then.
 */
export async function openStore({ dataDir, now = Date.now, secrets = [] }: StoreOptions): Promise<Store> {
  try {
    if (dataDir === ':memory:') {
      const database = await openUpToDate(':memory:', dataDir, now)
      return assembleStore({ database, lock: null, keeper: keepSecretsInMemory(secrets), now })
    }
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    return await openLocked(dataDir, keepSecretsBesideDatabase(dataDir, secrets), now)
  } catch (error) {
    throw toStoreError(error)
  }
}

async function openLocked(dataDir: string, keeper: SecretKeeper, now: () => number): Promise<Store> {
  const lock = await lockDirectory(dataDir, now())
  try {
    const database = await openUpToDate(join(dataDir, 'trialogue.sqlite'), dataDir, now)
    return assembleStore({ database, lock, keeper, now })
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openUpToDate(file: string, dataDir: string, now: () => number): Promise<Database> {
  const database = await openConnection(file)
  try {
    await migrate(database, migrations, (schema) =>
      backUp(database, dataDir, { label: `schema-${schema}`, nowMs: now(), keep: keptBackups }),
    )
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

interface Parts {
  readonly database: Database
  readonly lock: DirectoryLock | null
  readonly keeper: SecretKeeper
  readonly now: () => number
}

function assembleStore({ database, lock, keeper, now }: Parts): Store {
  const queries = createQueries(database)
  return {
    prompts: createPromptRepository(queries, now),
    drafts: createDraftRepository(queries, now),
    versions: createVersionRepository(queries, now),
    labels: createLabelRepository(queries, now),
    runs: createRunRepository(queries),
    benchmarks: createBenchmarkRepository(queries),
    endpoints: createEndpointRepository(queries, keeper, now),
    datasets: createDatasetRepository(queries, now),
    experiments: createExperimentRepository(queries, now),
    check() {
      try {
        return database.prepare('SELECT count(*) FROM prompts').get() !== undefined
      } catch {
        return false
      }
    },
    async close() {
      await queries.destroy()
      database.close()
      await lock?.release()
    },
  }
}
