import type { ModelManifest } from '@trialogue/contract'
import { expect, it } from 'vitest'
import { systemClock } from '../../clock.ts'
import type { LocalModel } from '../../local-model.ts'
import type { Supervisor } from '../../process/supervisor.ts'
import { createModelPlaces } from './model-places.ts'

function aModel(id: string, sha256 = 'ab'.repeat(32)): LocalModel {
  const manifest: ModelManifest = {
    ...{ formatVersion: 1, id, name: id, kind: 'base', family: 'Tiny', licence: 'MIT', parameterCount: 1 },
    ...{ contextLength: 256, languages: ['en'], description: '' },
    files: [{ path: 'onnx/model.onnx', sizeBytes: 3, sha256 }],
  }
  return { folder: `/nowhere/${id}`, manifest }
}

/** Places for the models that `state.models` has when it is asked; `state.ended` lists whose processes were ended. */
function thePlaces(...models: LocalModel[]) {
  const state = { models, ended: [] as string[] }
  const supervise = ({ manifest }: LocalModel): Supervisor => ({
    acquire: () => Promise.reject(new Error('Nothing runs here.')),
    state: { status: 'available', runtime: null, error: null },
    unload: async () => {},
    dispose: async () => void state.ended.push(manifest.id),
  })
  return {
    state,
    places: createModelPlaces({
      listModels: async () => state.models,
      supervise,
      idleLimitMs: null,
      clock: systemClock,
    }),
  }
}

const idsOf = (places: readonly { readonly model: LocalModel }[]) =>
  places.map(({ model }) => model.manifest.id)

it('shows models that come, and not those that have gone', async () => {
  const { state, places } = thePlaces(aModel('a'))
  const [first] = await places.list()
  state.models = [aModel('b'), aModel('a')]
  const both = await places.list()
  expect(idsOf(both)).toEqual(['b', 'a'])
  // The same manifest, read again: its process stays.
  expect(both[1]).toBe(first)
  state.models = [aModel('b')]
  expect(idsOf(await places.list())).toEqual(['b'])
  expect(state.ended).toEqual(['a'])
  await expect(places.find('a')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
})

it('finds a model that has just come without being asked for a list', async () => {
  const { state, places } = thePlaces()
  state.models = [aModel('a')]
  expect((await places.find('a')).model.manifest.id).toBe('a')
})

it('keeps the process of a model that has gone as long as someone holds it', async () => {
  const { state, places } = thePlaces(aModel('a'))
  const releases = await Promise.all([1, 2].map(async () => places.hold(await places.find('a'))))
  state.models = []
  expect(await places.list()).toEqual([])
  for (const release of releases) {
    expect(state.ended).toEqual([])
    release()
  }
  expect(state.ended).toEqual(['a'])
})

it('exchanges a model whose files are others now', async () => {
  const { state, places } = thePlaces(aModel('a'))
  const old = await places.find('a')
  state.models = [aModel('a', 'cd'.repeat(32))]
  const [changed] = await places.list()
  expect(changed).not.toBe(old)
  expect(changed?.model.manifest.files[0]?.sha256).toBe('cd'.repeat(32))
  expect(state.ended).toEqual(['a'])
})

it('ends all processes when it is disposed of, also those of models that have gone', async () => {
  const { state, places } = thePlaces(aModel('a'), aModel('b'))
  places.hold(await places.find('a'))
  state.models = [aModel('b')]
  await places.list()
  await places.dispose()
  expect(state.ended.sort()).toEqual(['a', 'b'])
})
