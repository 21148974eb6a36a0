import { queryOptions } from '@tanstack/react-query'
import type { PreviewRequest } from '@trialogue/contract'
import { client } from '../client.ts'

/** A run as it stands. While it goes on, its events are folded into this entry, so it never asks again by itself. */
export function runQuery(runId: string) {
  return queryOptions({
    queryKey: ['runs', runId],
    queryFn: ({ signal }) => client.getRun({ params: { runId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
}

/** The last few runs of a prompt, newest first. */
export function recentRunsQuery(promptId: string) {
  return queryOptions({
    queryKey: ['recent-runs', promptId],
    queryFn: ({ signal }) => client.listRuns({ query: { promptId, limit: 20 }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What each variant's model would read. The answer depends on nothing but the request. */
export function previewQuery(request: PreviewRequest) {
  return queryOptions({
    queryKey: ['preview', request],
    queryFn: ({ signal }) => client.previewPrompt({ body: request, signal }),
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: (previous) => previous,
  })
}
