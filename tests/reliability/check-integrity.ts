import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * What SQLite finds wrong with the database in a data directory, broken references included; `['ok']` if nothing.
 * Asks the SQLite that comes with Node, not the one that wrote it. No server may have it open.
 */
export function checkIntegrity(dataDir: string): unknown[] {
  const database = new DatabaseSync(join(dataDir, 'trialogue.sqlite'))
  try {
    const found = database.prepare('PRAGMA integrity_check').all()
    const broken = database.prepare('PRAGMA foreign_key_check').all()
    return [...found.map((row) => row['integrity_check']), ...broken]
  } finally {
    database.close()
  }
}
