import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type { Draft, PromptContent, PromptVersion } from '@trialogue/contract'
import { client } from '../client.ts'
import { labelsQuery } from './labels.ts'
import { promptsQuery } from './prompts.ts'

/** The timeline of a prompt, newest first, a page at a time; only versions whose message has the words of `search`. */
export function versionsQuery(promptId: string, search = '') {
  return infiniteQueryOptions({
    queryKey: ['versions', promptId, 'timeline', search],
    queryFn: ({ pageParam, signal }) =>
      client.listVersions({
        params: { promptId },
        query: {
          ...(pageParam === null ? {} : { cursor: pageParam }),
          ...(search === '' ? {} : { search }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // While another search is answered the list stays as it is.
    placeholderData: (previous, query) => (query?.queryKey[1] === promptId ? previous : undefined),
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
    await forgetTimeline(queryClient, promptId)
  }
}

/** Asks again for everything that a new version changes: the timeline, `latest`, the prompt's newest number. */
export async function forgetTimeline(queryClient: QueryClient, promptId: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['versions', promptId, 'timeline'] }),
    queryClient.invalidateQueries({ queryKey: labelsQuery(promptId).queryKey }),
    queryClient.invalidateQueries({ queryKey: promptsQuery.queryKey }),
  ])
}
