import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Bytes of a process that are in memory now, files that it has mapped included. Null where the system does not tell in a
 * file, and when the process is gone. `root` is `/` but in tests.
 */
export async function readResidentBytes(pid: number, root = '/'): Promise<number | null> {
  // https://docs.kernel.org/filesystems/proc.html
  const status = await readFile(join(root, `proc/${pid}/status`), 'utf8').catch(() => '')
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kibibytes === undefined ? null : Number(kibibytes) * 1024
}
