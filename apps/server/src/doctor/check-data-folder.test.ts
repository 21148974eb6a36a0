import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkDataFolder } from './check-data-folder.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-data-'))
})
afterEach(() => rm(root, { recursive: true }))

it('finds a folder that can be written, and leaves nothing in it', async () => {
  const finding = await checkDataFolder(root)
  expect(finding.status).not.toBe('failed')
  expect(finding.facts).toMatchObject({ path: root, exists: true, isWritable: true })
  expect(finding.facts['freeBytes']).toBeGreaterThan(0)
  expect(await readdir(root)).toEqual([])
})

it('finds that a folder can be made, and does not make it', async () => {
  const finding = await checkDataFolder(join(root, 'a/b'))
  expect(finding.facts).toMatchObject({ exists: false, isWritable: true })
  expect(await readdir(root)).toEqual([])
})

it.each(['file', 'file/below'])('fails for %s, where a file is in the way', async (path) => {
  await writeFile(join(root, 'file'), '')
  const finding = await checkDataFolder(join(root, path))
  expect(finding).toMatchObject({ status: 'failed', facts: { isWritable: false } })
  expect(finding.advice).toContain('TRIALOGUE_DATA_DIR')
})
