import type { LocalModel } from '@trialogue/catalogue'
import { AppError } from '@trialogue/contract'

/** Throws MODEL_NOT_FOUND naming those that there are. */
export function requireModel(models: readonly LocalModel[], id: string): LocalModel {
  const model = models.find(({ manifest }) => manifest.id === id)
  if (model !== undefined) return model
  const ids = models.map(({ manifest }) => manifest.id).join(', ')
  throw new AppError('MODEL_NOT_FOUND', `There is no model “${id}” on this machine. There are: ${ids}.`, {
    details: { modelId: id },
  })
}
