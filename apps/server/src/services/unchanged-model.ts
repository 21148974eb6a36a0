import { AppError, type Generation, type Model } from '@trialogue/contract'
import { findModel } from './model-service.ts'

/** The model that wrote a generation. Throws MODEL_NOT_FOUND, and MODEL_CHANGED where its files are others now. */
export function findUnchangedModel(
  models: readonly Model[],
  { modelId, modelSha256 }: Pick<Generation, 'modelId' | 'modelSha256'>,
): Model {
  const model = findModel(models, modelId)
  if (model.sha256 === modelSha256) return model
  const message = `The model ${modelId} is not the one that wrote this: its files have changed since.`
  throw new AppError('MODEL_CHANGED', message, {
    details: { modelId, recorded: modelSha256, present: model.sha256 },
  })
}
