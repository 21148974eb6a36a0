import type { Handlers, Services } from './handlers.ts'

type GenerationHandlers = Pick<Handlers, 'verifyGeneration' | 'listBranches' | 'compareTokens'>

export function generationHandlers({ generations, divergences }: Services): GenerationHandlers {
  return {
    verifyGeneration: ({ params, signal }) => generations.verify(params.generationId, signal),
    listBranches: async ({ params }) => ({
      items: await generations.branches(params.generationId),
      nextCursor: null,
    }),
    compareTokens: ({ params, body, signal }) => divergences.compare(params.generationId, body, signal),
  }
}
