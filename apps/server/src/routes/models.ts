import type { Handlers, Services } from './handlers.ts'

type ModelHandlers = Pick<
  Handlers,
  | 'listModels'
  | 'getModel'
  | 'updateModel'
  | 'deleteModel'
  | 'loadModel'
  | 'unloadModel'
  | 'verifyModel'
  | 'benchmarkModel'
  | 'getBenchmark'
  | 'getModelCard'
  | 'getMachine'
>

export function modelHandlers({ models, benchmarks, machine }: Services): ModelHandlers {
  return {
    listModels: async () => ({ items: await models.list(), nextCursor: null }),
    getModel: ({ params }) => models.get(params.modelId),
    updateModel: ({ params, body }) => models.correct(params.modelId, body),
    deleteModel: async ({ params, query }) => {
      await models.remove(params.modelId, query)
      return undefined
    },
    loadModel: ({ params }) => models.load(params.modelId),
    unloadModel: ({ params }) => models.unload(params.modelId),
    verifyModel: ({ params }) => models.verify(params.modelId),
    benchmarkModel: ({ params, signal }) => benchmarks.measure(params.modelId, signal),
    getBenchmark: async ({ params }) => ({ benchmark: await benchmarks.find(params.modelId) }),
    getModelCard: ({ params }) => models.card(params.modelId),
    getMachine: () => machine.describe(),
  }
}
