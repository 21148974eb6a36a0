import type { Handlers, Services } from './handlers.ts'

export function promptLossHandlers({ losses }: Services): Pick<Handlers, 'measurePromptLoss'> {
  return {
    measurePromptLoss: ({ body, signal }) => losses.measure(body, signal),
  }
}
