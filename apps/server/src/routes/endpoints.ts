import type { Handlers, Services } from './handlers.ts'

type EndpointHandlers = Pick<
  Handlers,
  | 'listEndpoints'
  | 'getEndpoint'
  | 'createEndpoint'
  | 'updateEndpoint'
  | 'deleteEndpoint'
  | 'testEndpoint'
  | 'updateEndpointModel'
>

export function endpointHandlers({ endpoints }: Services): EndpointHandlers {
  return {
    listEndpoints: async () => ({ items: await endpoints.list(), nextCursor: null }),
    getEndpoint: ({ params }) => endpoints.get(params.name),
    createEndpoint: ({ body }) => endpoints.create(body),
    updateEndpoint: ({ params, body }) => endpoints.update(params.name, body),
    deleteEndpoint: async ({ params }) => {
      await endpoints.remove(params.name)
      return undefined
    },
    testEndpoint: ({ params, body, signal }) => endpoints.test(params.name, body.modelName, signal),
    updateEndpointModel: ({ params, body }) => endpoints.updateModel(params.name, body),
  }
}
