import { AppError } from '@trialogue/contract'
import type { Database } from 'better-sqlite3'

/** Oldest Node whose ABI better-sqlite3 13 is built for. */
const oldestNode = 22

/** Bytes that the write-ahead log may keep on disk once it has been written back: 64 MiB. */
const journalSizeLimitBytes = 67_108_864

/**
 * What keeps acknowledged rows through a kill or a power cut. `synchronous` 2 is FULL: with 1 (NORMAL) the last
 * commits before a power cut may be lost. https://www.sqlite.org/pragma.html
 */
const settings: Readonly<Record<string, number>> = {
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5_000,
  journal_size_limit: journalSizeLimitBytes,
}

/**
 * Opens the database file, or one in memory for `:memory:`, and reads every setting back, because SQLite ignores what
 * it does not know or cannot do. Throws INTERNAL when a setting is not in force.
 */
export async function openConnection(file: string): Promise<Database> {
  const { default: Sqlite } = await loadDriver()
  const database = new Sqlite(file)
  try {
    applySettings(database)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/** Loads better-sqlite3 late: on an older Node its binary ends the process with a segmentation fault and no message. */
export function loadDriver() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < oldestNode) {
    throw new AppError(
      'INVALID_CONFIG',
      `Trialogue needs Node ${oldestNode} or newer, and this is ${process.version}. Start it with \`npx -y pnpm@12 start\`, which brings its own.`,
    )
  }
  return import('better-sqlite3')
}

function applySettings(database: Database): void {
  const journalMode = database.memory ? 'memory' : 'wal'
  const inForce = database.pragma(`journal_mode = ${journalMode}`, { simple: true })
  requireSetting('journal_mode', journalMode, inForce)
  for (const [name, value] of Object.entries(settings)) {
    database.pragma(`${name} = ${value}`)
    requireSetting(name, value, database.pragma(name, { simple: true }))
  }
}

function requireSetting(name: string, wanted: string | number, inForce: unknown): void {
  if (inForce === wanted) return
  throw new AppError(
    'INTERNAL',
    `The database did not accept ${name} = ${wanted}. Put the data directory on a local disk; network folders often cannot do this.`,
    { details: { setting: name, wanted, inForce: String(inForce) } },
  )
}
