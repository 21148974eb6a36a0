import { AppError } from '@trialogue/contract'

/** At least one token must fit after the prompt; both counts are in tokens. Throws CONTEXT_LENGTH_EXCEEDED. */
export function checkPromptLength(tokens: number, limit: number): void {
  if (tokens < limit) return
  const message =
    `The prompt has ${tokens} tokens, but this model can hold ${limit} together with what it writes. ` +
    'Shorten the prompt, or take out some examples.'
  throw new AppError('CONTEXT_LENGTH_EXCEEDED', message, { details: { tokens, limit } })
}
