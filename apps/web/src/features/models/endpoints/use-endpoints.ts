import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Endpoint, EndpointModel } from '@trialogue/contract'
import { modelsClient } from '../../../lib/models-client.ts'
import { modelsQuery } from '../../../lib/queries/models.ts'
import { endpointsQuery } from '../queries.ts'

/** Asks again for the servers and for the models that they add to those that can be run. */
export async function refreshEndpoints(queryClient: QueryClient): Promise<void> {
  await Promise.all(
    [endpointsQuery, modelsQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })),
  )
}

/** Asks a server for its models, and finds out what one of them can do. */
export function useTestEndpoint(name: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (modelName: string | null) =>
      modelsClient.testEndpoint({ params: { name }, body: { modelName } }),
    onSettled: () => refreshEndpoints(queryClient),
  })
}

export type ModelChange = Partial<Omit<EndpointModel, 'name' | 'capabilities'>>

/** Writes down what is known of one of a server's models; in sight at once. */
export function useChangeEndpointModel({ name }: Endpoint) {
  const queryClient = useQueryClient()
  const { queryKey } = endpointsQuery
  return useMutation({
    mutationFn: ({ model, change }: { model: string; change: ModelChange }) =>
      modelsClient.updateEndpointModel({ params: { name }, body: { name: model, ...change } }),
    onMutate: async ({ model, change }) => {
      await queryClient.cancelQueries({ queryKey })
      queryClient.setQueryData(queryKey, (list) =>
        list === undefined
          ? list
          : {
              ...list,
              items: list.items.map((endpoint) =>
                endpoint.name === name ? withModel(endpoint, model, change) : endpoint,
              ),
            },
      )
    },
    onSettled: () => refreshEndpoints(queryClient),
  })
}

function withModel(endpoint: Endpoint, name: string, change: ModelChange): Endpoint {
  return {
    ...endpoint,
    models: endpoint.models.map((model) => (model.name === name ? { ...model, ...change } : model)),
  }
}
