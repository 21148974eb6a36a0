import type { Handlers, Services } from './handlers.ts'

export function generationHandlers({ generations }: Services): Pick<Handlers, 'verifyGeneration'> {
  return {
    verifyGeneration: ({ params, signal }) => generations.verify(params.generationId, signal),
  }
}
