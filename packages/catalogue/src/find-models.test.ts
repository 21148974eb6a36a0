import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createModelFinder, findBundledModels, findModels, writeManifest } from './index.ts'

let modelsFolder: string
beforeEach(async () => {
  modelsFolder = await mkdtemp(join(tmpdir(), 'trialogue-models-'))
})
afterEach(() => rm(modelsFolder, { recursive: true }))

async function addModel(id: string, folderName = id, name = id): Promise<string> {
  const folder = join(modelsFolder, folderName)
  await mkdir(join(folder, 'onnx'), { recursive: true })
  await writeFile(join(folder, 'onnx/model.onnx'), 'weights')
  const about = { languages: ['en'], description: '', licence: 'MIT', family: id }
  await writeManifest(folder, { id, name, kind: 'base', parameterCount: 1, contextLength: 8, ...about })
  return folder
}

const bundled = (await findBundledModels()).map(({ manifest }) => manifest.id)
const importedIds = (found: Awaited<ReturnType<typeof findModels>>) =>
  found.models.map(({ manifest }) => manifest.id).slice(bundled.length)

describe('findModels', () => {
  it('gives the bundled models first, and imported ones by family', async () => {
    await addModel('z')
    await addModel('a', 'zz')
    const found = await findModels(modelsFolder)
    expect(found.models.map(({ manifest }) => manifest.id)).toEqual([...bundled, 'a', 'z'])
    expect(found.problems).toEqual([])
  })

  it('goes on without a folder that cannot be understood or whose id is taken, and says so', async () => {
    await addModel('a')
    await addModel('a', 'twin')
    await addModel('broken')
    await writeFile(join(modelsFolder, 'broken/manifest.json'), '{')
    await mkdir(join(modelsFolder, '.hidden.1.2.unfinished'))
    const found = await findModels(modelsFolder)
    expect(importedIds(found)).toEqual(['a'])
    expect(found.problems.map(({ folder, error }) => [folder, error.code])).toEqual([
      ['broken', 'MODEL_CORRUPT'],
      ['twin', 'CONFLICT'],
    ])
  })
})

describe('createModelFinder', () => {
  it('sees models come, change and go', async () => {
    const find = createModelFinder(modelsFolder)
    expect(importedIds(await find())).toEqual([])
    const folder = await addModel('a')
    const [first, again] = [await find(), await find()]
    expect(importedIds(first)).toEqual(['a'])
    expect(again.models.at(-1)).toBe(first.models.at(-1))
    await addModel('a', 'a', 'Changed')
    expect((await find()).models.at(-1)?.manifest.name).toBe('Changed')
    await rm(folder, { recursive: true })
    expect(importedIds(await find())).toEqual([])
  })

  it('shows a model that is being copied when it is whole', async () => {
    const source = await addModel('a')
    const away = `${modelsFolder}-away`
    await rename(source, away)
    try {
      const find = createModelFinder(modelsFolder)
      const folder = join(modelsFolder, 'a')
      await mkdir(join(folder, 'onnx'), { recursive: true })
      await cp(join(away, 'manifest.json'), join(folder, 'manifest.json'))
      const missing = await find()
      expect(importedIds(missing)).toEqual([])
      expect(missing.problems[0]?.error.message).toContain('onnx/model.onnx is missing')
      await writeFile(join(folder, 'onnx/model.onnx'), 'weig')
      expect((await find()).problems[0]?.error.message).toContain('4 bytes long, not 7')
      await writeFile(join(folder, 'onnx/model.onnx'), 'weights')
      const whole = await find()
      expect(importedIds(whole)).toEqual(['a'])
      expect(whole.problems).toEqual([])
    } finally {
      await rm(away, { recursive: true })
    }
  })
})
