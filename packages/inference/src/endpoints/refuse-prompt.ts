import { AppError, type EnginePrompt, type ModelCapabilities } from '@trialogue/contract'

/** For what a server has no words for. */
export function refused(message: string): AppError {
  return new AppError('INVALID_REQUEST', message)
}

/** For servers that read nothing but conversations. Throws INVALID_REQUEST. */
export function requireChat(prompt: EnginePrompt): Extract<EnginePrompt, { form: 'chat' }> {
  if (prompt.form === 'chat') return prompt
  throw refused('This server reads conversations only. Choose an instruct or dialog prompt.')
}

/** Whether an answer can be begun for the model with `prefix`; an empty one begins none. Throws INVALID_REQUEST. */
export function checkPrefix(prefix: string, { assistantPrefix }: ModelCapabilities): void {
  if (prefix === '' || assistantPrefix) return
  throw refused(
    'This server does not let an answer be begun for the model. Take the last assistant turn away.',
  )
}
