import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { isProcessRunning } from '@trialogue/onnx'
import { wait as realWait } from './wait.ts'

const HEARTBEAT_MS = 5_000
/** A lock that nobody has touched for so long was left behind. */
const ABANDONED_AFTER_MS = 30_000
const LOOK_AGAIN_MS = 250

/**
 * Runs `work` while no other process of Trialogue holds the same lock; waits for one that does. A killed process leaves
 * its lock behind: that is known by its process id, or, on another host, by nobody touching the lock any more.
 * Python's tools use locks of the operating system beside it, which Node.js has not: what both should ever write at once
 * is found by its hash.
 */
export async function withFileLock<Result>(
  path: string,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(path), { recursive: true })
  const own = JSON.stringify({ host: hostname(), processId: process.pid })
  while (!(await tryToTake(path, own))) {
    if (await isAbandoned(path)) await rm(path, { force: true })
    else await realWait(LOOK_AGAIN_MS, signal)
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    await rm(path, { force: true })
  }
}

async function tryToTake(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(content)
    } finally {
      await file.close()
    }
    return true
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false
    throw thrown
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const file = await stat(path).catch(() => null)
  if (file === null) return false
  if (Date.now() - file.mtimeMs > ABANDONED_AFTER_MS) return true
  const holder = parseHolder(await readFile(path, 'utf8').catch(() => ''))
  return holder !== null && holder.host === hostname() && !isProcessRunning(holder.processId)
}

/** Null while the holder has not written it yet. */
function parseHolder(text: string): { readonly host: string; readonly processId: number } | null {
  try {
    const { host, processId } = JSON.parse(text)
    return typeof host === 'string' && Number.isSafeInteger(processId) ? { host, processId } : null
  } catch {
    return null
  }
}
