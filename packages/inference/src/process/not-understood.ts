import { AppError, enginePromptSchema } from '@trialogue/contract'
import { isJsonObject } from '../json-object.ts'

/** Why a message to a model process cannot be carried out: INVALID_REQUEST for its prompt, else INTERNAL. */
export function notUnderstood(message: unknown): AppError {
  const {
    type,
    order,
    prompt = isJsonObject(order) ? order['prompt'] : undefined,
  } = isJsonObject(message) ? message : {}
  const [issue] = enginePromptSchema.safeParse(prompt).error?.issues ?? []
  if (issue !== undefined && (type === 'generate' || type === 'inspect')) {
    const where = ['prompt', ...issue.path].join('.')
    return new AppError('INVALID_REQUEST', `No model can read this: ${where}: ${issue.message}.`, {
      details: { path: where },
    })
  }
  const cause = new Error(`It has the type ${JSON.stringify(type)}.`)
  return new AppError('INTERNAL', 'A model process got a message that it does not understand.', { cause })
}
