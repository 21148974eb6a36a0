import { AppError, type Model } from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'

export interface ModelService {
  list(): Promise<Model[]>
  /** Throws MODEL_NOT_FOUND. */
  get(modelId: string): Promise<Model>
}

export function createModelService({ engine }: { engine: Engine }): ModelService {
  return {
    list: () => engine.listModels(),
    async get(modelId) {
      return findModel(await engine.listModels(), modelId)
    },
  }
}

/** Throws MODEL_NOT_FOUND, with the id in its details. */
export function findModel(models: readonly Model[], modelId: string): Model {
  const model = models.find(({ id }) => id === modelId)
  if (model !== undefined) return model
  throw new AppError('MODEL_NOT_FOUND', `There is no model “${modelId}”. Choose another one.`, {
    details: { modelId },
  })
}
