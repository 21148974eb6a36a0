import { queryOptions } from '@tanstack/react-query'
import type { DivergenceRequest } from '@trialogue/contract'
import { client } from '../client.ts'

/** Of all branches that were asked for: a new one changes what several generations belong to. */
export const branchesKey = ['branches'] as const

/** The original that a generation goes back to, and all its branches. */
export function branchesQuery(generationId: string) {
  return queryOptions({
    queryKey: [...branchesKey, generationId],
    queryFn: ({ signal }) => client.listBranches({ params: { generationId }, signal }),
  })
}

/** An output read by another model. It never changes, so it is worked out once. */
export function divergenceQuery(generationId: string, body: DivergenceRequest) {
  return queryOptions({
    queryKey: ['divergence', generationId, body],
    queryFn: ({ signal }) => client.compareTokens({ params: { generationId }, body, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
