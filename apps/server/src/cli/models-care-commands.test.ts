import { cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBundledModels, writeManifest } from '@trialogue/catalogue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { modelsRemoveCommand } from './models-remove-command.ts'
import { modelsVerifyCommand } from './models-verify-command.ts'

let dataDir: string
const said: string[] = []
const exitCode = process.exitCode

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'models-care-'))
  vi.stubEnv('TRIALOGUE_DATA_DIR', dataDir)
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line))
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  process.exitCode = exitCode
  await rm(dataDir, { recursive: true })
})

async function addModel(id: string): Promise<string> {
  const [original] = await findBundledModels()
  if (original === undefined) throw new Error('There are no bundled models.')
  const folder = join(dataDir, 'models', id)
  await cp(original.folder, folder, { recursive: true })
  const { files: _, formatVersion: __, ...description } = original.manifest
  await writeManifest(folder, { ...description, id })
  return folder
}

it('verifies all models, or one, and fails for one that is damaged', async () => {
  const folder = await addModel('mine')
  await modelsVerifyCommand.run([])
  expect(said).toHaveLength(4)
  for (const line of said) expect(line).toMatch(/^ok {6}\S+: \d+ files, \d+\.\d MB$/)
  expect(process.exitCode).toBe(exitCode)

  // The same size, so that nobody takes it for a copy under way.
  const weights = join(folder, 'onnx/model.onnx')
  await writeFile(weights, new Uint8Array((await stat(weights)).size))
  said.length = 0
  await modelsVerifyCommand.run(['mine'])
  expect(said).toEqual([expect.stringMatching(/^FAILED {2}mine: onnx\/model\.onnx \(sha256\)/)])
  expect(process.exitCode).toBe(1)
})

it('removes a model, and none that came with Trialogue or that there is not', async () => {
  await addModel('mine')
  await modelsRemoveCommand.run(['mine'])
  expect(said[0]).toMatch(/^Removed mine from /)
  expect(await readdir(join(dataDir, 'models'))).toEqual([])
  await expect(modelsRemoveCommand.run(['mine'])).rejects.toMatchObject({
    code: 'MODEL_NOT_FOUND',
    message: expect.stringContaining('wren-base'),
  })
  await expect(modelsRemoveCommand.run(['wren-base'])).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
  await expect(modelsRemoveCommand.run([])).rejects.toMatchObject({
    message: expect.stringContaining('<id>'),
  })
})
