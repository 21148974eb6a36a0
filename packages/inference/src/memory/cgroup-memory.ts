import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What a control group may use, and what it uses without the files in it that can be dropped at any time. */
interface CgroupMemory {
  readonly limitBytes: number
  readonly usedBytes: number
}

interface Version {
  readonly folder: string
  readonly limits: readonly string[]
  readonly usage: string
  readonly droppable: string
}

/** https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files */
const unified: Version = {
  folder: 'sys/fs/cgroup',
  limits: ['memory.max', 'memory.high'],
  usage: 'memory.current',
  droppable: 'inactive_file',
}
/** https://docs.kernel.org/admin-guide/cgroup-v1/memory.html */
const legacy: Version = {
  folder: 'sys/fs/cgroup/memory',
  limits: ['memory.limit_in_bytes'],
  usage: 'memory.usage_in_bytes',
  droppable: 'total_inactive_file',
}

/** Version 1 writes “no limit” as the largest number of pages. */
const NO_LIMIT_BYTES = 2 ** 60

/**
 * The control groups that this process is in, from its own up to the outermost, where they limit memory; empty outside
 * of Linux. A container sees its group as the outermost, whatever its path outside is. `root` is `/` but in tests.
 */
export async function readCgroupMemory(root = '/'): Promise<CgroupMemory[]> {
  const groups = await readText(join(root, 'proc/self/cgroup'))
  const found: CgroupMemory[] = []
  for (const line of groups.split('\n')) {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? []
    if (path === undefined) continue
    const version = controllers === '' ? unified : controllers?.split(',').includes('memory') ? legacy : null
    if (version === null) continue
    for (const folder of outwards(join(root, version.folder), path)) {
      const memory = await readGroup(folder, version)
      if (memory !== null) found.push(memory)
    }
  }
  return found
}

function outwards(top: string, path: string): string[] {
  const folders: string[] = []
  for (let place = path; place !== '/'; place = dirname(place)) folders.push(join(top, place))
  return [...folders, top]
}

async function readGroup(folder: string, version: Version): Promise<CgroupMemory | null> {
  const limits = await Promise.all(version.limits.map((name) => readText(join(folder, name))))
  const limitBytes = Math.min(...limits.map((text) => (/^\d+\s*$/.test(text) ? Number(text) : Infinity)))
  if (limitBytes >= NO_LIMIT_BYTES) return null
  const usage = Number(await readText(join(folder, version.usage)))
  const stat = await readText(join(folder, 'memory.stat'))
  const droppable = Number(new RegExp(`^${version.droppable} (\\d+)$`, 'm').exec(stat)?.[1] ?? 0)
  return { limitBytes, usedBytes: Math.max(0, usage - droppable) }
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
