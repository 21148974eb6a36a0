import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@trialogue/contract'
import type { Database } from 'better-sqlite3'
import { loadDriver } from './connection.ts'

export interface DirectoryLock {
  /** Gives the directory free. */
  release(): Promise<void>
}

/** Who holds the directory; only for the message, the lock itself is the operating system's. */
interface Holder {
  readonly pid: number
  readonly host: string
  readonly startedAt: string
}

/**
 * Claims the data directory for this process. Throws DATA_DIR_LOCKED, naming the process that has it.
 *
 * The claim is a lock of the operating system on `server.lock`, taken through SQLite (an open write transaction on an
 * empty database). It goes away with its process however that ends, so there is no stale lock to recognise: neither a
 * killed server nor a process id that was given out again, nor a container where every server has the same id.
 */
export async function lockDirectory(dataDir: string, startedAtMs: number): Promise<DirectoryLock> {
  const { default: Sqlite } = await loadDriver()
  const holderFile = join(dataDir, 'server.json')
  const database = new Sqlite(join(dataDir, 'server.lock'), { timeout: 0 })
  try {
    if (!claim(database)) throw lockedError(dataDir, await readHolder(holderFile))
    await writeHolder(holderFile, {
      pid: process.pid,
      host: hostname(),
      startedAt: new Date(startedAtMs).toISOString(),
    })
  } catch (error) {
    database.close()
    throw error
  }
  return {
    async release() {
      await rm(holderFile, { force: true })
      database.close()
    },
  }
}

function claim(database: Database): boolean {
  try {
    database.exec('BEGIN IMMEDIATE')
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return false
    throw error
  }
}

async function writeHolder(file: string, holder: Holder): Promise<void> {
  const partial = `${file}.${holder.pid}`
  await writeFile(partial, JSON.stringify(holder))
  await rename(partial, file)
}

/** Null in the moment in which the other process has the lock and has not yet written who it is. */
async function readHolder(file: string): Promise<Holder | null> {
  try {
    const { pid, host, startedAt } = JSON.parse(await readFile(file, 'utf8'))
    return { pid: Number(pid), host: String(host), startedAt: String(startedAt) }
  } catch {
    return null
  }
}

function lockedError(dataDir: string, holder: Holder | null): AppError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host}, since ${holder.startedAt}`
    : 'another process'
  return new AppError(
    'DATA_DIR_LOCKED',
    `Another Trialogue server is using the data directory ${dataDir} (${who}). Stop that server, or start this one with another TRIALOGUE_DATA_DIR.`,
    { details: { dataDir, ...holder } },
  )
}
