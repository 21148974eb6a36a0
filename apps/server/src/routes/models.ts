import type { Handlers, Services } from './handlers.ts'

export function modelHandlers({ models }: Services): Pick<Handlers, 'listModels' | 'getModel'> {
  return {
    listModels: async () => ({ items: await models.list(), nextCursor: null }),
    getModel: ({ params }) => models.get(params.modelId),
  }
}
