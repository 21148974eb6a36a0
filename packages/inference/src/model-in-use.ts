import { AppError } from '@trialogue/contract'

/** Why a model cannot be unloaded now. `users`: generations and previews that run or wait. */
export function modelInUse(modelId: string, users: number): AppError {
  const message = `The model ${modelId} is being used. Wait until its generations have ended, or stop them.`
  return new AppError('MODEL_IN_USE', message, { details: { modelId, users } })
}
