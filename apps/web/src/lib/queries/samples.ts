import { queryOptions } from '@tanstack/react-query'

/** The samples that come with Trialogue. */
export const samplesQuery = queryOptions({
  queryKey: ['samples'],
  queryFn: async () => (await import('../sample-prompts.ts')).bundledSamples,
  staleTime: Number.POSITIVE_INFINITY,
})
