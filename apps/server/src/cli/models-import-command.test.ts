import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBundledModels, findModels, type LocalModel, verifyModel } from '@trialogue/catalogue'
import { defaultParameters } from '@trialogue/contract'
import { createEngine, createOnnxProvider } from '@trialogue/inference'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeCheckpoint } from '../test-checkpoint.ts'
import { modelsImportCommand } from './models-import-command.ts'

let root: string
let checkpoint: string
const modelsFolder = () => join(root, 'data', 'models')
const said: string[] = []

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'models-import-'))
  checkpoint = join(root, 'Wren-Copy')
  vi.stubEnv('TRIALOGUE_DATA_DIR', join(root, 'data'))
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line))
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

async function bundledBase(): Promise<LocalModel> {
  const base = (await findBundledModels()).find(({ manifest }) => manifest.kind === 'base')
  if (!base) throw new Error('There is no bundled base model.')
  return base
}

/** What each model goes on with, always taking the likeliest token. */
async function complete(models: readonly LocalModel[], modelIds: readonly string[]): Promise<string[]> {
  const engine = createEngine({ providers: [createOnnxProvider({ models, verify: verifyModel })] })
  const parameters = { ...defaultParameters, maxTokens: 24 }
  const prompt = { form: 'text', text: 'Once there was a' } as const
  const completeOne = async (modelId: string) => {
    let text = ''
    const request = { modelId, prompt, parameters, seed: 1, topLogprobs: null }
    for await (const event of engine.generate(request, new AbortController().signal)) {
      if (event.type === 'text') text += event.text
    }
    return text
  }
  try {
    return await Promise.all(modelIds.map(completeOne))
  } finally {
    await engine.dispose()
  }
}

describe('trialogue models import', () => {
  it('makes a model that says what the original says', async () => {
    const base = await bundledBase()
    await writeCheckpoint(base, checkpoint)
    await modelsImportCommand.run([checkpoint, '--id', 'copy', '--precision', 'fp32'])
    expect(said.join('\n')).toMatch(/Wren-Copy \(copy\): base.*converted to fp32.*Imported copy/s)
    const { models } = await findModels(modelsFolder())
    const [original, copy] = await complete(models, [base.manifest.id, 'copy'])
    expect(original?.length).toBeGreaterThan(20)
    expect(copy).toBe(original)
  })

  it('only tells what it would do in a dry run', async () => {
    await writeCheckpoint(await bundledBase(), checkpoint)
    await modelsImportCommand.run([checkpoint, '--dry-run', '--kind', 'dialog', '--name', 'My model'])
    expect(said.join('\n')).toMatch(/My model \(Wren-Copy\): dialog.*converted to q8.*about \d.*dry run/s)
    expect(await readdir(root)).toEqual(['Wren-Copy'])
  })

  it.each([
    [[], 'One folder'],
    [['a', 'b'], 'One folder'],
    [['a', '--precision', 'q5'], '--precision q5 is not one of fp32, fp16, q8, q4'],
    [['a', '--kind', 'chatty'], '--kind chatty'],
    [['a', '--colour', 'red'], '--colour'],
  ])('refuses %j and shows how it is used', async (args, reason) => {
    await expect(modelsImportCommand.run(args)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringMatching(new RegExp(`${reason}[^]*trialogue models import <folder>`)),
    })
  })
})
