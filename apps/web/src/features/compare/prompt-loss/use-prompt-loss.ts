import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { PromptContent, PromptLossRequest, PromptLossResult } from '@trialogue/contract'
import { useMemo } from 'react'
import { client } from '../../../lib/client.ts'
import { useSettledContent } from '../../../lib/use-settled-content.ts'
import { useOpenPrompt } from '../../../lib/workspace.ts'
import { asSaved, buildLossRequests } from './loss-requests.ts'

const quietMs = 250

type ColumnLoss = {
  /** Null while it is not known. */
  readonly result: PromptLossResult | null
  /** It is of the prompt as it was a moment ago. */
  readonly isOutdated: boolean
  readonly error: Error | null
  /** The same of the version that the prompt was edited from; null where there is none. */
  readonly saved: { readonly version: number; readonly result: PromptLossResult } | null
}

/** How likely a column's model finds the expected answer, a moment after the last keystroke. */
export function usePromptLoss(columnId: string): ColumnLoss {
  const { baseContent, baseVersion } = useOpenPrompt()
  const content = useSettledContent(quietMs)
  const now = useLosses(content)
  const before = useLosses(
    useMemo(() => (baseContent === null ? null : asSaved(content, baseContent)), [content, baseContent]),
  )
  const savedResult = before.byColumn[columnId]
  return {
    result: now.byColumn[columnId] ?? null,
    isOutdated: now.isOutdated,
    error: now.error,
    saved:
      savedResult === undefined || baseVersion === null
        ? null
        : { version: baseVersion, result: savedResult },
  }
}

function useLosses(content: PromptContent | null) {
  const requests = useMemo(() => (content === null ? [] : buildLossRequests(content)), [content])
  const { data, error, isPlaceholderData } = useQuery({
    ...lossesQuery(requests),
    enabled: requests.length > 0,
  })
  const byColumn = useMemo(
    () => Object.fromEntries((data ?? []).map((result) => [result.variantId, result])),
    [data],
  )
  return {
    byColumn: byColumn as Readonly<Record<string, PromptLossResult | undefined>>,
    error,
    isOutdated: isPlaceholderData,
  }
}

/** Nothing but the requests decides the answer: one for each prompt that some column reads. */
function lossesQuery(requests: readonly PromptLossRequest[]) {
  return queryOptions({
    queryKey: ['prompt-loss', requests],
    // An edit takes the signal away from the question before, and the server stops measuring.
    queryFn: async ({ signal }) => {
      const answers = await Promise.all(requests.map((body) => client.measurePromptLoss({ body, signal })))
      return answers.flatMap(({ results }) => results)
    },
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  })
}
