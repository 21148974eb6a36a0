import { appendFile, mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ModelKind } from '@trialogue/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBundledModels, type LocalModel, verifyModel, writeManifest } from './index.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-catalogue-'))
})
afterEach(() => rm(root, { recursive: true }))

function aDescription(id: string, kind: ModelKind = 'base') {
  const about = { languages: ['en'], description: 'A model for a test.', licence: 'MIT', family: 'Tiny' }
  return { id, name: id, kind, parameterCount: 10, contextLength: 64, ...about }
}

async function aModel(id = 'tiny-base', kind: ModelKind = 'base'): Promise<LocalModel> {
  const folder = join(root, id)
  await mkdir(join(folder, 'onnx'), { recursive: true })
  await writeFile(join(folder, 'config.json'), '{}')
  await writeFile(join(folder, 'onnx/model.onnx'), 'abc')
  return { folder, manifest: await writeManifest(folder, aDescription(id, kind)) }
}

describe('writeManifest', () => {
  it('describes every file with its size and SHA-256, the manifest itself and hidden files apart', async () => {
    const { folder } = await aModel()
    await writeFile(join(folder, '.DS_Store'), 'x')
    const manifest = await writeManifest(folder, aDescription('tiny-base'))
    expect(manifest.files).toEqual([
      {
        path: 'config.json',
        sizeBytes: 2,
        sha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      },
      {
        path: 'onnx/model.onnx',
        sizeBytes: 3,
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      },
    ])
    expect(await findBundledModels(root)).toEqual([{ manifest, folder }])
  })

  it('refuses a link', async () => {
    const { folder } = await aModel()
    await symlink('/etc/hostname', join(folder, 'vocab.json'))
    await expect(writeManifest(folder, aDescription('tiny-base'))).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
      details: { path: 'vocab.json', reason: 'link' },
    })
  })
})

describe('findBundledModels', () => {
  it('orders a family as base, instruct, dialog and skips folders without a manifest', async () => {
    await aModel('a-dialog', 'dialog')
    await aModel('z-base', 'base')
    await aModel('b-instruct', 'instruct')
    await mkdir(join(root, 'half-written'))
    const found = await findBundledModels(root)
    expect(found.map(({ manifest }) => manifest.id)).toEqual(['z-base', 'b-instruct', 'a-dialog'])
  })

  it('finds nothing in a folder that does not exist', async () => {
    expect(await findBundledModels(join(root, 'absent'))).toEqual([])
  })

  it('refuses a manifest whose file names leave the folder', async () => {
    const { folder, manifest } = await aModel()
    for (const path of ['../x', '/abs', 'a\\..\\b', 'a/../../b', 'a\0b', '..']) {
      const files = [{ path, sizeBytes: 1, sha256: '0'.repeat(64) }]
      await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files }))
      await expect(findBundledModels(root)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
    }
  })
})

describe('verifyModel', () => {
  it('accepts a whole model', async () => {
    await expect(verifyModel(await aModel())).resolves.toBeUndefined()
  })

  const damages: [string, (weights: string) => Promise<void>][] = [
    ['missing', (weights) => rm(weights)],
    ['size', (weights) => truncate(weights)],
    ['size', (weights) => appendFile(weights, 'd')],
    ['sha256', (weights) => writeFile(weights, 'abd')],
    ['link', (weights) => rm(weights).then(() => symlink('/etc/hostname', weights))],
  ]
  it.each(damages)('names a damaged file: %s', async (reason, damage) => {
    const model = await aModel()
    await damage(join(model.folder, 'onnx/model.onnx'))
    await expect(verifyModel(model)).rejects.toMatchObject({
      code: 'MODEL_CORRUPT',
      details: { path: 'onnx/model.onnx', reason },
    })
  })

  it('follows no link to a folder outside', async () => {
    const model = await aModel()
    await rename(join(model.folder, 'onnx'), join(root, 'elsewhere'))
    await symlink(join(root, 'elsewhere'), join(model.folder, 'onnx'))
    await expect(verifyModel(model)).rejects.toMatchObject({ details: { reason: 'link' } })
  })
})
