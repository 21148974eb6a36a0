import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Draft, PromptContent, PromptVersion } from '@trialogue/contract'
import { client } from '../client.ts'
import { promptsQuery } from './prompts.ts'

/** The timeline of a prompt, newest first, a page at a time. */
export function versionsQuery(promptId: string) {
  return infiniteQueryOptions({
    queryKey: ['versions', promptId],
    queryFn: ({ pageParam, signal }) =>
      client.listVersions({
        params: { promptId },
        query: pageParam === null ? {} : { cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** One version with its content. It never changes, so it is never asked for twice. */
export function versionQuery(promptId: string, number: number) {
  return queryOptions({
    queryKey: ['versions', promptId, number],
    queryFn: ({ signal }) => client.getVersion({ params: { promptId, number }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Saves the given content as the next version; the answered draft continues from it. */
export function useSaveVersion(promptId: string) {
  const remember = useRememberVersion(promptId)
  return useMutation({
    mutationFn: (body: { message: string; parentNumber: number | null; content: PromptContent }) =>
      client.saveVersion({ params: { promptId }, body }),
    onSuccess: remember,
  })
}

/** Makes a new version with the content of an older one. */
export function useRestoreVersion(promptId: string) {
  const remember = useRememberVersion(promptId)
  return useMutation({
    mutationFn: ({ number, message }: { number: number; message: string }) =>
      client.restoreVersion({ params: { promptId, number }, body: { message } }),
    onSuccess: remember,
  })
}

function useRememberVersion(promptId: string) {
  const queryClient = useQueryClient()
  return async ({ version }: { version: PromptVersion; draft: Draft }) => {
    queryClient.setQueryData(versionQuery(promptId, version.number).queryKey, version)
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: versionsQuery(promptId).queryKey, exact: true }),
      queryClient.invalidateQueries({ queryKey: promptsQuery.queryKey }),
    ])
  }
}
