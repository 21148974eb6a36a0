import { type QueryClient, queryOptions, useIsMutating, useQuery } from '@tanstack/react-query'
import type { Model, PullRequest, PullStatus } from '@trialogue/contract'
import { modelsClient } from '../../lib/models-client.ts'
import { modelsQuery } from '../../lib/queries/models.ts'

/** How often what moves is asked for again; what rests is not. */
const movingMs = 1_000

/** Marks what is being done with a model, so that its state is followed meanwhile. */
export const modelWork = ['model-work'] as const

const isLoading = ({ status }: Model) => status === 'loading'

/** All models; asked for again while one of them loads or something is done with one. */
export function useWatchedModels() {
  const isBusy = useIsMutating({ mutationKey: modelWork }) > 0
  return useQuery({
    ...modelsQuery,
    staleTime: 0,
    refetchInterval: ({ state }) => (isBusy || state.data?.items.some(isLoading) ? movingMs : false),
  })
}

export const machineQuery = queryOptions({
  queryKey: ['machine'],
  queryFn: ({ signal }) => modelsClient.getMachine({ signal }),
  staleTime: 0,
})

/** Asks again for what loading, unloading, pulling or removing a model changes. */
export async function refreshModels(queryClient: QueryClient): Promise<void> {
  await Promise.all(
    [modelsQuery, machineQuery, familiesQuery, cachedQuery].map(({ queryKey }) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  )
}

export function benchmarkQuery(modelId: string) {
  return queryOptions({
    queryKey: ['benchmark', modelId],
    queryFn: ({ signal }) => modelsClient.getBenchmark({ params: { modelId }, signal }),
  })
}

export function cardQuery(modelId: string) {
  return queryOptions({
    queryKey: ['model-card', modelId],
    queryFn: ({ signal }) => modelsClient.getModelCard({ params: { modelId }, signal }),
  })
}

export const hubQuery = queryOptions({
  queryKey: ['hub'],
  queryFn: ({ signal }) => modelsClient.getHub({ signal }),
})

export const familiesQuery = queryOptions({
  queryKey: ['families'],
  queryFn: ({ signal }) => modelsClient.listFamilies({ signal }),
  staleTime: 0,
})

/** What other tools have fetched to this machine. */
export const cachedQuery = queryOptions({
  queryKey: ['hub-cached'],
  queryFn: ({ signal }) => modelsClient.listCachedRepositories({ signal }),
})

const moving: readonly PullStatus[] = ['queued', 'downloading', 'verifying', 'converting']

/** Whether a pull goes on by itself. */
export function isMoving({ status }: { readonly status: PullStatus }): boolean {
  return moving.includes(status)
}

/** Pulls; asked for again while one goes on. */
export const pullsQuery = queryOptions({
  queryKey: ['pulls'],
  queryFn: ({ signal }) => modelsClient.listPulls({ signal }),
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.items.some(isMoving) === true ? movingMs : false),
})

/** What a pull would do. Asked once: the repository is looked at again when the same is asked later. */
export function planQuery(request: PullRequest) {
  return queryOptions({
    queryKey: ['pull-plan', request],
    queryFn: ({ signal }) => modelsClient.planPull({ body: request, signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
}

export const endpointsQuery = queryOptions({
  queryKey: ['endpoints'],
  queryFn: ({ signal }) => modelsClient.listEndpoints({ signal }),
  staleTime: 0,
})
