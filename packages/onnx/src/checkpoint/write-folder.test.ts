import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFolder } from './write-folder.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'write-folder-'))
})
afterEach(() => rm(root, { recursive: true }))

const write = (draft: string) => writeFile(join(draft, 'file'), 'x')

describe('a folder that is written', () => {
  it('appears when it is whole', async () => {
    const folder = join(root, 'models', 'one')
    const result = await writeFolder(folder, async (draft) => {
      await write(draft)
      expect(await readdir(join(root, 'models'))).not.toContain('one')
      return 42
    })
    expect(result).toBe(42)
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('x')
    expect(await readdir(join(root, 'models'))).toEqual(['one'])
  })

  it('leaves nothing behind when it fails', async () => {
    const fail = () => Promise.reject(new Error('Full.'))
    await expect(writeFolder(join(root, 'one'), fail)).rejects.toThrow('Full.')
    expect(await readdir(root)).toEqual([])
  })

  it('replaces none', async () => {
    await mkdir(join(root, 'one'))
    await expect(writeFolder(join(root, 'one'), write)).rejects.toThrow('exists already')
    expect(await readdir(root)).toEqual(['one'])
    expect(await readdir(join(root, 'one'))).toEqual([])
  })

  it('removes what a crash left of others, and not what is under way', async () => {
    const module = pathToFileURL(join(import.meta.dirname, 'write-folder.ts')).href
    const script = `import { writeFolder } from ${JSON.stringify(module)}
      await writeFolder(${JSON.stringify(join(root, 'one'))}, async () => process.kill(process.pid, 'SIGKILL'))`
    const crashed = spawnSync(process.execPath, ['--input-type=module', '--eval', script])
    expect(crashed.signal).toBe('SIGKILL')
    expect(await readdir(root)).toHaveLength(1)
    const underWay = `.two.7f.${process.pid}.unfinished`
    const forgotten = `.three.7f.${process.pid}.unfinished`
    await mkdir(join(root, underWay))
    await mkdir(join(root, forgotten))
    await utimes(join(root, forgotten), 0, 0)
    await writeFolder(join(root, 'one'), write)
    expect((await readdir(root)).sort()).toEqual([underWay, 'one'])
  })
})
