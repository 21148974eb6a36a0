import { readFileSync } from 'node:fs'
import { runCommand } from '../run-command.ts'
import { listChildProcesses } from './child-processes.ts'

/** Bytes of one process that are in memory now; 0 when it is gone. */
export async function residentBytes(pid: number): Promise<number> {
  if (process.platform !== 'linux') {
    return Number((await runCommand('ps', ['-o', 'rss=', '-p', `${pid}`])).output) * 1024
  }
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/**
 * Bytes in memory of these processes and of all that they have started. Pages that several of them share, as those of a
 * file that each has mapped, count for each.
 */
export async function residentBytesOfTrees(pids: readonly number[]): Promise<number> {
  let sum = 0
  for (const pid of pids) {
    const children = await listChildProcesses(pid)
    sum += (await residentBytes(pid)) + (await residentBytesOfTrees(children.map((child) => child.pid)))
  }
  return sum
}
