import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Pull, PullRequest } from '@trialogue/contract'
import { useEffect } from 'react'
import { modelsClient } from '../../../lib/models-client.ts'
import { pullsQuery, refreshModels } from '../queries.ts'

/** The pulls there are. When one has ended, what it brought is asked for. */
export function usePulls(): readonly Pull[] {
  const queryClient = useQueryClient()
  const { data } = useQuery(pullsQuery)
  const completed = data?.items.filter(({ status }) => status === 'completed').length
  useEffect(() => {
    if (completed !== undefined && completed > 0) void refreshModels(queryClient)
  }, [completed, queryClient])
  return data?.items ?? []
}

/** Starts pulls, one after the other: what cannot be pulled is known before the next is asked for. */
export function useStartPulls(onStarted: () => void = () => undefined) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (requests: readonly PullRequest[]) => {
      for (const body of requests) await modelsClient.createPull({ body })
    },
    onSuccess: onStarted,
    onSettled: () => queryClient.invalidateQueries({ queryKey: pullsQuery.queryKey }),
  })
}

/** Pauses, resumes or gives up a pull. */
export function usePullWork({ id: pullId }: Pull) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (act: 'pause' | 'resume' | 'cancel') => {
      const params = { pullId }
      if (act === 'pause') await modelsClient.pausePull({ params })
      if (act === 'resume') await modelsClient.resumePull({ params })
      if (act === 'cancel') await modelsClient.cancelPull({ params })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: pullsQuery.queryKey }),
  })
}
