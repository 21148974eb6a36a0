import {
  cachedRepository,
  checkModel,
  correctModel,
  type LocalModel,
  openLocalModel,
  readCard,
  removeCachedRepository,
  removeModel,
} from '@trialogue/catalogue'
import {
  AppError,
  type Model,
  type ModelCard,
  type ModelCheck,
  type ModelCorrection,
} from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'
import type { Clock } from '../runs/clock.ts'

/** Every one throws MODEL_NOT_FOUND for a model that does not exist, INVALID_REQUEST for one that has no files here. */
export interface ModelService {
  list(): Promise<Model[]>
  get(modelId: string): Promise<Model>
  /** Resolves when it is loaded. Throws MODEL_TOO_LARGE, and what loading throws. */
  load(modelId: string): Promise<Model>
  /** Throws MODEL_IN_USE. */
  unload(modelId: string): Promise<Model>
  /** Reads all files. */
  verify(modelId: string): Promise<ModelCheck>
  card(modelId: string): Promise<ModelCard>
  /** Throws INVALID_REQUEST for a bundled model. */
  correct(modelId: string, correction: ModelCorrection): Promise<Model>
  /**
   * With `cache`, also what its files are links to, where no other model has them. Throws INVALID_REQUEST for a bundled
   * model, MODEL_IN_USE.
   */
  remove(modelId: string, options: { readonly cache: boolean }): Promise<void>
}

export function createModelService({ engine, clock }: { engine: Engine; clock: Clock }): ModelService {
  const get = async (modelId: string) => findModel(await engine.listModels(), modelId)
  const folderOf = async (modelId: string) => requireFolder(await get(modelId))
  return {
    list: () => engine.listModels(),
    get,
    async load(modelId) {
      await engine.load(modelId)
      return get(modelId)
    },
    async unload(modelId) {
      await engine.unload(modelId)
      return get(modelId)
    },
    async verify(modelId) {
      const check = await checkModel(await openLocalModel(await folderOf(modelId)))
      return { ...check, checkedAt: clock.now() }
    },
    card: async (modelId) => readCard(await folderOf(modelId)),
    async correct(modelId, correction) {
      const folder = requireOwnFolder(await get(modelId))
      await correctModel(await openLocalModel(folder), correction)
      return get(modelId)
    },
    async remove(modelId, { cache }) {
      const folder = requireOwnFolder(await get(modelId))
      await engine.unload(modelId)
      const cached = cache ? await cachedRepository(await openLocalModel(folder)) : null
      await removeModel(folder)
      if (cached !== null) await removeCachedRepository(cached, await openModels(await engine.listModels()))
    },
  }
}

/** Those that have files on this machine. */
async function openModels(models: readonly Model[]): Promise<LocalModel[]> {
  const folders = models.flatMap(({ folder }) => folder ?? [])
  const opened = await Promise.all(folders.map((folder) => openLocalModel(folder).catch(() => null)))
  return opened.filter((model) => model !== null)
}

/** Throws MODEL_NOT_FOUND, with the id in its details. */
export function findModel(models: readonly Model[], modelId: string): Model {
  const model = models.find(({ id }) => id === modelId)
  if (model !== undefined) return model
  throw new AppError('MODEL_NOT_FOUND', `There is no model “${modelId}”. Choose another one.`, {
    details: { modelId },
  })
}

function requireFolder({ id: modelId, folder }: Model): string {
  if (folder !== null) return folder
  const message = `The model “${modelId}” runs on another machine: it has no files here.`
  throw new AppError('INVALID_REQUEST', message, { details: { modelId } })
}

/** Of a model that somebody brought here. */
function requireOwnFolder(model: Model): string {
  const folder = requireFolder(model)
  if (model.source !== 'bundled') return folder
  const message = `The model “${model.id}” came with Trialogue and stays as it is.`
  throw new AppError('INVALID_REQUEST', message, { details: { modelId: model.id } })
}
