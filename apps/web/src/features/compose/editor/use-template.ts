import { useCallback } from 'react'
import { useContent, useWorkspace } from '../../../lib/workspace.ts'
import { placeKey, readTemplate, type TemplatePlace, writeTemplate } from './template-place.ts'

/** The template in a place of the open prompt, and how to write it. */
export function useTemplate(place: TemplatePlace): readonly [string, (text: string) => void] {
  const value = useContent((content) => readTemplate(content, place))
  const update = useWorkspace((state) => state.update)
  const key = placeKey(place)
  const write = useCallback(
    (text: string) => update((content) => writeTemplate(content, place, text)),
    [update, key],
  )
  return [value, write]
}
