import { readFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { readCgroupMemory } from './cgroup-memory.ts'

/** Memory of this machine, or of the part of it that a container or service may use. */
export interface MachineMemory {
  readonly totalBytes: number
  /** What can be given to a process without swapping. */
  readonly freeBytes: number
}

/** `root` is `/` but in tests. */
export async function readMachineMemory(root = '/'): Promise<MachineMemory> {
  const whole = await readWhole(root)
  const groups = await readCgroupMemory(root)
  return {
    totalBytes: Math.min(whole.totalBytes, ...groups.map(({ limitBytes }) => limitBytes)),
    freeBytes: Math.max(
      0,
      Math.min(whole.freeBytes, ...groups.map(({ limitBytes, usedBytes }) => limitBytes - usedBytes)),
    ),
  }
}

/** https://docs.kernel.org/filesystems/proc.html#meminfo; elsewhere, what Node.js finds out. */
async function readWhole(root: string): Promise<MachineMemory> {
  const text = await readFile(join(root, 'proc/meminfo'), 'utf8').catch(() => '')
  const bytesOf = (name: string) => {
    const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]
    return kibibytes === undefined ? null : Number(kibibytes) * 1024
  }
  return {
    totalBytes: bytesOf('MemTotal') ?? totalmem(),
    freeBytes: bytesOf('MemAvailable') ?? process.availableMemory(),
  }
}
