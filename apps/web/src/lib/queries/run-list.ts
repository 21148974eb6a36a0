import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import type { RunListQuery } from '@trialogue/contract'
import { client } from '../client.ts'

/** Filters of the list, without which part of it. */
export type RunFilters = Partial<Omit<RunListQuery, 'limit' | 'cursor'>>

const refreshMs = 3_000

/** Runs that meet the filters, newest first, a page at a time. Asked for again while one of them goes on. */
export function runListQuery(filters: RunFilters) {
  return infiniteQueryOptions({
    queryKey: ['run-list', filters],
    queryFn: ({ pageParam, signal }) =>
      client.listRuns({
        query: { ...filters, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state }) => {
      const isOpen = state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'running'))
      return isOpen ? refreshMs : false
    },
  })
}
