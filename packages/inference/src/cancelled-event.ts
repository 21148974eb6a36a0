import type { Parameters } from '@trialogue/contract'
import type { FinishedEvent } from './generate.ts'

/** What is known of a generation that was cancelled before a model process took it. */
type Cancelled = Pick<FinishedEvent, 'modelSha256' | 'executionProvider' | 'cachePath'> & {
  readonly parameters: Pick<Parameters, 'exact'>
  readonly queuedMs: number
}

/** The end of a generation of which nothing was read or written. */
export function cancelledEvent(cancelled: Cancelled): FinishedEvent {
  const { parameters, queuedMs, modelSha256, executionProvider, cachePath } = cancelled
  return {
    type: 'finished',
    finishReason: 'cancelled',
    usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0 },
    timings: { queuedMs, ttftMs: null, prefillMs: 0, decodeMs: 0 },
    mode: parameters.exact ? 'exact' : 'fast',
    tokenIds: [],
    ...{ modelSha256, executionProvider, cachePath },
  }
}
