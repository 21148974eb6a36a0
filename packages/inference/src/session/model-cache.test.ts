import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { slotsDecoderModel } from '@trialogue/onnx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ModelFolder, readModelFolder } from '../model-folder.ts'
import { referenceLogits } from '../reference-decoder.ts'
import { aTinyModel, type TinyModel, writeTinyModel } from '../tiny-model.ts'
import { openSlotRunner } from './open-slot-runner.ts'

let root: string
let model: ModelFolder
let cacheFolder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-cache-'))
  cacheFolder = join(root, 'cache')
  await writeTinyModel(join(root, 'model'), aTinyModel())
  model = await readModelFolder(join(root, 'model'))
})
afterEach(() => rm(root, { recursive: true }))

/** Loads the model and checks that it is the one expected; gives the only place in the cache. */
async function load(tiny: TinyModel = aTinyModel(), cacheFromBytes = 0): Promise<string> {
  const options = { threads: 1, slotCount: 2, slotLength: 64, cacheFolder, cacheFromBytes }
  const runner = await openSlotRunner(model, options)
  try {
    expect(runner.cachePath).toBe('in-place')
    const logits = await runner.prefill(0, 0, [1, 2, 3], 'last')
    referenceLogits(tiny, [1, 2, 3]).forEach((value, index) => {
      expect(logits[index]).toBeCloseTo(value, 3)
    })
    const places = await readdir(cacheFolder).catch(() => [])
    expect(places.length).toBeLessThan(2)
    return join(cacheFolder, places[0] ?? '')
  } finally {
    await runner.dispose()
  }
}

/** When each file of a place was written, by name. */
async function times(place: string): Promise<Map<string, number>> {
  const names = await readdir(place)
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, (await stat(join(place, name))).mtimeMs] as [string, number]),
    ),
  )
}

describe('openSlotRunner with a cache', () => {
  it('keeps the model as it is laid out for this machine, and loads that the next time', async () => {
    const place = await load()
    const written = await times(place)
    expect([...written.keys()].sort()).toEqual(['model.data', 'model.onnx', 'probe.f32', 'source.json'])
    expect(await load()).toBe(place)
    expect(await times(place)).toEqual(written)
  })

  it.each(['q8', 'q4'] as const)(
    'keeps weights of %s, which kernels find by their address',
    async (precision) => {
      const { config, parameters } = aTinyModel(1, { feedForwardSize: 64 })
      const { graph, data } = slotsDecoderModel(config, parameters, { precision })
      await writeFile(model.graphPath, graph)
      await writeFile(`${model.graphPath}_data`, data)
      const options = { threads: 1, slotCount: 2, slotLength: 64, cacheFolder, cacheFromBytes: 0 }
      const logits: Float32Array[] = []
      for (const _ of ['built', 'kept']) {
        const runner = await openSlotRunner(model, options)
        expect(runner.cachePath).toBe('in-place')
        logits.push((await runner.prefill(0, 0, [1, 2, 3], 'last')).slice())
        await runner.dispose()
      }
      const [place = ''] = await readdir(cacheFolder)
      expect(await readdir(join(cacheFolder, place))).toContain('model.data')
      const original = await openSlotRunner(model, { threads: 1, slotCount: 2, slotLength: 64 })
      expect(logits).toEqual([await original.prefill(0, 0, [1, 2, 3], 'last'), logits[0]])
      await original.dispose()
    },
  )

  it.each([
    ['weights that were cut short', (place: string) => truncate(join(place, 'model.data'), 100)],
    ['weights that are gone', (place: string) => rm(join(place, 'model.data'))],
    ['other weights', (place: string) => scramble(join(place, 'model.data'))],
    ['a damaged graph', (place: string) => scramble(join(place, 'model.onnx'))],
    ['a damaged probe', (place: string) => scramble(join(place, 'probe.f32'))],
    ['a damaged description', (place: string) => writeFile(join(place, 'source.json'), '{')],
  ])('is rebuilt after %s', async (_, damage) => {
    const place = await load()
    const sound = await contents(place)
    await damage(place)
    expect(await load()).toBe(place)
    expect(await contents(place)).toEqual(sound)
  })

  it('follows the model: a new one takes the place of the old one', async () => {
    const place = await load()
    const other = aTinyModel(2)
    await writeTinyModel(join(root, 'model'), other)
    expect(await load(other)).not.toBe(place)
  })

  it('keeps nothing of a small model', async () => {
    await load(aTinyModel(), 2 ** 20)
    expect(await readdir(cacheFolder).catch(() => 'none')).toBe('none')
  })

  it('works without a cache where it cannot be written', async () => {
    await writeFile(cacheFolder, 'a file where the folder should be')
    await load()
  })
})

async function scramble(path: string): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(
    path,
    bytes.map((byte) => byte ^ 0x55),
  )
}

async function contents(place: string): Promise<Map<string, string>> {
  const names = (await readdir(place)).sort()
  const read = async (name: string) =>
    [name, (await readFile(join(place, name))).toString('hex')] as [string, string]
  return new Map(await Promise.all(names.map(read)))
}
