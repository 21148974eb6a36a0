import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { PreviewRequest, VariantPreview } from '@trialogue/contract'
import { useMemo } from 'react'
import { client } from '../../lib/client.ts'
import { useSettledContent } from '../../lib/use-settled-content.ts'
import { buildPreviewRequests } from './build-run-request.ts'

const quietMs = 300

type ColumnPreviews = {
  /** What each column's model would read, by column id; as it was while a new one is worked out. */
  readonly byColumn: Readonly<Record<string, VariantPreview>>
  readonly error: Error | null
}

/** What the models would read if the open prompt ran now, a moment after the last keystroke. */
export function usePreview(): ColumnPreviews {
  const content = useSettledContent(quietMs)
  const requests = useMemo(() => buildPreviewRequests(content), [content])
  const { data, error } = useQuery(previewsQuery(requests))
  const byColumn = useMemo(
    () => Object.fromEntries((data ?? []).map((variant) => [variant.variantId, variant])),
    [data],
  )
  return { byColumn, error }
}

/** The answer depends on nothing but the requests: one for each prompt that some column reads. */
function previewsQuery(requests: readonly PreviewRequest[]) {
  return queryOptions({
    queryKey: ['column-previews', requests],
    queryFn: async ({ signal }) => {
      const previews = await Promise.all(requests.map((body) => client.previewPrompt({ body, signal })))
      return previews.flatMap(({ variants }) => variants)
    },
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  })
}
