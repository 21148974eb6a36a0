import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readMachineMemory } from './machine-memory.ts'
import { readResidentBytes } from './resident-bytes.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-machine-'))
  await write({ 'proc/meminfo': 'MemTotal: 8000000 kB\nMemFree: 1000 kB\nMemAvailable: 4000000 kB\n' })
})
afterEach(() => rm(root, { recursive: true }))

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}

const group = (limit: string, current: string, droppable: string) => ({
  'memory.max': `${limit}\n`,
  'memory.current': `${current}\n`,
  'memory.stat': `anon 1\ninactive_file ${droppable}\nactive_file 7\n`,
})
const inFolder = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))

it('is what the machine has where nothing limits it', async () => {
  await write({
    'proc/self/cgroup': '0::/user.slice\n',
    ...inFolder('sys/fs/cgroup', group('max', '5', '0')),
  })
  expect(await readMachineMemory(root)).toEqual({ totalBytes: 8_192_000_000, freeBytes: 4_096_000_000 })
})

it('is what a container may have, without the files that can be dropped', async () => {
  await write({
    'proc/self/cgroup': '0::/\n',
    ...inFolder('sys/fs/cgroup', group('2000000000', '1500000000', '300000000')),
  })
  expect(await readMachineMemory(root)).toEqual({ totalBytes: 2e9, freeBytes: 0.8e9 })
})

it('is the tightest of the groups around a service', async () => {
  await write({
    'proc/self/cgroup': '0::/system.slice/trialogue.service\n',
    ...inFolder('sys/fs/cgroup/system.slice/trialogue.service', group('3000000000', '100', '0')),
    ...inFolder('sys/fs/cgroup/system.slice', group('4000000000', '3500000000', '0')),
  })
  expect(await readMachineMemory(root)).toEqual({ totalBytes: 3e9, freeBytes: 0.5e9 })
})

it('reads the groups of the first version, whose path inside a container is another one', async () => {
  await write({
    'proc/self/cgroup': '9:name=systemd:/\n4:cpu,memory:/docker/0123\n',
    'sys/fs/cgroup/memory/memory.limit_in_bytes': '1000000000\n',
    'sys/fs/cgroup/memory/memory.usage_in_bytes': '900000000\n',
    'sys/fs/cgroup/memory/memory.stat': 'inactive_file 1\ntotal_inactive_file 200000000\n',
  })
  expect(await readMachineMemory(root)).toEqual({ totalBytes: 1e9, freeBytes: 0.3e9 })
})

it('takes the largest number of the first version for no limit, and is never less than nothing', async () => {
  await write({
    'proc/self/cgroup': '4:memory:/a\n',
    'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
    ...{ 'sys/fs/cgroup/memory/a/memory.limit_in_bytes': '100\n' },
    ...{ 'sys/fs/cgroup/memory/a/memory.usage_in_bytes': '200\n' },
  })
  expect(await readMachineMemory(root)).toEqual({ totalBytes: 100, freeBytes: 0 })
})

it('asks Node.js where the system has no such files', async () => {
  await rm(join(root, 'proc'), { recursive: true })
  const memory = await readMachineMemory(root)
  expect(memory.totalBytes).toBeGreaterThan(0)
  expect(memory.freeBytes).toBeGreaterThan(0)
})

it('tells what a process holds, and null of one that is gone', async () => {
  await write({ 'proc/12/status': 'Name:\tnode\nVmHWM:\t  900 kB\nVmRSS:\t  800 kB\n' })
  expect(await readResidentBytes(12, root)).toBe(819_200)
  expect(await readResidentBytes(13, root)).toBeNull()
})
