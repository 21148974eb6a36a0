import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { toStoreError } from './sqlite-error.ts'
import { syncToDisk } from './sync-to-disk.ts'

const backupPattern = /^trialogue-.*\.sqlite$/

/**
 * Copies the open database, consistent while others write, to `backups/` in the data directory, and gives the copy's
 * path. The copy is complete once it has its name. Keeps the newest `keep` copies. Throws DISK_FULL.
 */
export async function backUp(
  database: Database,
  dataDir: string,
  options: { label: string; nowMs: number; keep: number },
): Promise<string> {
  const folder = join(dataDir, 'backups')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const stamp = new Date(options.nowMs).toISOString().replaceAll(/[:.]/g, '-')
  const file = join(folder, `trialogue-${stamp}-${options.label}.sqlite`)
  const partial = `${file}.partial`
  try {
    await rm(partial, { force: true })
    await database.backup(partial)
    await syncToDisk(partial)
    await rename(partial, file)
    await syncToDisk(folder)
  } catch (error) {
    await rm(partial, { force: true })
    throw toStoreError(error)
  }
  await removeOldest(folder, options.keep)
  return file
}

/** The names begin with the time, so the order of names is the order of making. */
async function removeOldest(folder: string, keep: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => backupPattern.test(name)).sort()
  for (const name of names.slice(0, Math.max(0, names.length - keep))) await rm(join(folder, name))
}
