import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ModelManifest } from '@trialogue/contract'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LocalModel } from './local-model.ts'
import { cachedRepository, removeCachedRepository } from './remove-cached-files.ts'
import { removeModel } from './remove-model.ts'

let root: string
let cached: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-remove-'))
  cached = join(root, 'hub/models--org--name')
  await mkdir(join(cached, 'blobs'), { recursive: true })
  await mkdir(join(root, 'hub/.locks/models--org--name'), { recursive: true })
  await mkdir(join(root, 'hub/models--org--other'))
  await writeFile(join(cached, 'blobs/0123'), 'weights')
})
afterEach(() => rm(root, { recursive: true }))

/** A model whose weights are a link into the cache, or a file of its own. */
async function aModel(id: string, isLinked: boolean, name = 'org/name'): Promise<LocalModel> {
  const folder = join(root, 'models', id)
  await mkdir(folder, { recursive: true })
  if (isLinked) await symlink(join(cached, 'blobs/0123'), join(folder, 'model.onnx'))
  else await writeFile(join(folder, 'model.onnx'), 'weights')
  const manifest: ModelManifest = {
    ...{ formatVersion: 1, id, name: id, kind: 'base', family: 'Tiny', licence: 'MIT', parameterCount: 1 },
    ...{ contextLength: 8, languages: ['en'], description: '' },
    repository: { name, revision: '0'.repeat(40) },
    files: [{ path: 'model.onnx', sizeBytes: 7, sha256: '0'.repeat(64) }],
  }
  return { folder, manifest }
}

it('takes the folder away and leaves what its links lead to', async () => {
  const { folder } = await aModel('linked', true)
  await removeModel(folder)
  expect(await readdir(join(root, 'models'))).toEqual([])
  expect(await readdir(join(cached, 'blobs'))).toEqual(['0123'])
})

it('finds the repository in the cache by the links, and only the one that the model is of', async () => {
  expect(await cachedRepository(await aModel('linked', true))).toBe(cached)
  expect(await cachedRepository(await aModel('own', false))).toBeNull()
  expect(await cachedRepository(await aModel('wrong', true, 'org/another'))).toBeNull()
})

it('removes a repository from the cache once no other model has its files there', async () => {
  const [first, second] = [await aModel('first', true), await aModel('second', true)]
  await removeModel(first.folder)
  expect(await removeCachedRepository(cached, [second])).toBe(false)
  expect(await readdir(join(root, 'hub'))).toContain('models--org--name')
  await removeModel(second.folder)
  expect(await removeCachedRepository(cached, [await aModel('own', false)])).toBe(true)
  expect((await readdir(join(root, 'hub'))).sort()).toEqual(['.locks', 'models--org--other'])
  expect(await readdir(join(root, 'hub/.locks'))).toEqual([])
})
