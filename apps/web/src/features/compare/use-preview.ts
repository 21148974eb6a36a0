import { useQuery } from '@tanstack/react-query'
import type { VariantPreview } from '@trialogue/contract'
import { useMemo } from 'react'
import { previewQuery } from '../../lib/queries/runs.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useContent } from '../../lib/workspace.ts'
import { buildPreviewRequest } from './build-run-request.ts'

const quietMs = 300

type Preview = {
  /** What each column's model would read, by column id; as it was while a new one is worked out. */
  readonly byColumn: Readonly<Record<string, VariantPreview>>
  readonly error: Error | null
}

/** What the models would read if the open prompt ran now, a moment after the last keystroke. */
export function usePreview(): Preview {
  const content = useDebounced(
    useContent((whole) => whole),
    quietMs,
  )
  const request = useMemo(() => buildPreviewRequest(content), [content])
  const { data, error } = useQuery(previewQuery(request))
  const byColumn = Object.fromEntries((data?.variants ?? []).map((variant) => [variant.variantId, variant]))
  return { byColumn, error }
}
