import { useEffect, useLayoutEffect, useRef } from 'react'
import type { MonacoApi } from '../../../lib/monaco.ts'
import { createTemplateEditor, type TemplateField } from './create-template-editor.ts'
import { useTabMode } from './tab-mode.ts'

type Props = TemplateField & {
  readonly monaco: MonacoApi
  /** Where its text belongs, for an undo to find it. */
  readonly place: string
}

/** A Monaco editor as a form field. */
export function MonacoField(props: Props) {
  const { monaco, place, value, label, placeholder, values, messages, actions, minHeightPx } = props
  const host = useRef<HTMLDivElement>(null)
  const field = useRef<ReturnType<typeof createTemplateEditor> | null>(null)
  const isLeaving = useTabMode((state) => state.isLeaving)
  const latest = useRef<TemplateField>(props)
  latest.current = props

  useLayoutEffect(() => {
    if (host.current === null) return
    const created = createTemplateEditor(monaco, host.current, latest)
    field.current = created
    return () => {
      field.current = null
      created.dispose()
    }
  }, [monaco, actions])

  useLayoutEffect(() => field.current?.show(value), [value])
  useEffect(() => field.current?.decorate(), [values, messages])
  useEffect(() => {
    const options = { ariaLabel: label, placeholder, tabFocusMode: isLeaving }
    field.current?.area.updateOptions(options)
  }, [label, placeholder, isLeaving])

  return <div ref={host} style={{ height: minHeightPx }} data-editor="monaco" data-place={place} />
}
