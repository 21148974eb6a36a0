import { AppError, type Model } from '@trialogue/contract'

type LogprobCapability = 'logprobs' | 'promptLogprobs'

/** Throws INVALID_REQUEST: what is silently left out would be taken for an answer. */
export function requireLogprobs(
  { id, capabilities }: Pick<Model, 'id' | 'capabilities'>,
  needed: readonly LogprobCapability[] = ['logprobs'],
): void {
  if (needed.every((capability) => capabilities[capability])) return
  const message = `The server that runs ${id} does not tell how likely its tokens are. Leave "logprobs" out.`
  throw new AppError('INVALID_REQUEST', message, {
    details: { param: 'logprobs', code: 'unsupported_parameter' },
  })
}
