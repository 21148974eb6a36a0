import { useQuery } from '@tanstack/react-query'
import { defaultParameters, type PreviewRequest, type VariantPreview } from '@trialogue/contract'
import { useMemo } from 'react'
import { toItem } from '../../lib/prompt-item.ts'
import { previewQuery } from '../../lib/queries/runs.ts'
import { useSettledContent } from '../../lib/use-settled-content.ts'
import type { Family } from './list-families.ts'
import { markRenderings, type RenderedPart } from './mark-renderings.ts'

const quietMs = 300

export type MarkedRendering = {
  readonly preview: VariantPreview
  readonly parts: readonly RenderedPart[]
}

type Renderings = {
  /** What each member of the family would read, by its id, with what its form adds marked. */
  readonly byModel: ReadonlyMap<string, MarkedRendering>
  readonly error: Error | null
}

/** What each kind of a family would read of the open prompt, compared with each other. */
export function useRenderings({ members }: Family): Renderings {
  const content = useSettledContent(quietMs)
  const request = useMemo((): PreviewRequest => {
    const { body, reasoning, columns } = content
    const variants = members.map(({ id }) => ({
      id,
      modelId: id,
      parameters: columns.find(({ modelId }) => modelId === id)?.parameters ?? defaultParameters,
      reasoning,
    }))
    return { body, variants, item: toItem(content, body) }
  }, [content, members])
  const { data, error } = useQuery(previewQuery(request))
  const byModel = useMemo(() => {
    const readable = (data?.variants ?? []).filter((preview) => preview.modelInput !== '')
    const parts = markRenderings(readable)
    const marked = readable.map((preview, index) => ({ preview, parts: parts[index] ?? [] }))
    const unreadable = (data?.variants ?? [])
      .filter((preview) => preview.modelInput === '')
      .map((preview) => ({ preview, parts: [] }))
    return new Map([...marked, ...unreadable].map((one) => [one.preview.modelId, one]))
  }, [data])
  return { byModel, error }
}
