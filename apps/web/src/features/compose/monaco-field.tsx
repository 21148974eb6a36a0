import { useEffect, useLayoutEffect, useRef } from 'react'
import { createText, type MonacoApi, proseOptions } from '../../lib/monaco.ts'
import { decorateTemplate, type TemplateMessages } from './decorate-template.ts'

type Props = {
  readonly monaco: MonacoApi
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  readonly placeholder: string
  /** What fills each variable. */
  readonly values: ReadonlyMap<string, string>
  readonly messages: TemplateMessages
  readonly minHeightPx: number
  readonly maxHeightPx: number
}

/** A Monaco editor as a form field: as high as its text between two bounds, variables coloured, problems underlined. */
export function MonacoField(props: Props) {
  const { monaco, value, minHeightPx, maxHeightPx } = props
  const host = useRef<HTMLDivElement>(null)
  const field = useRef<ReturnType<typeof createField> | null>(null)
  const latest = useRef(props)
  latest.current = props

  useLayoutEffect(() => {
    if (host.current === null) return
    const created = createField(monaco, host.current, latest)
    field.current = created
    return () => {
      field.current = null
      created.dispose()
    }
  }, [monaco])

  useEffect(() => field.current?.show(value), [value])
  useEffect(() => field.current?.decorate(), [props.values, props.messages, value])
  useEffect(() => {
    field.current?.editor.updateOptions({ ariaLabel: props.label, placeholder: props.placeholder })
  }, [props.label, props.placeholder])

  return <div ref={host} style={{ height: minHeightPx, maxHeight: maxHeightPx }} data-editor="monaco" />
}

function createField(monaco: MonacoApi, host: HTMLDivElement, latest: { current: Props }) {
  const { value, label, placeholder } = latest.current
  const model = createText(monaco, value)
  const editor = monaco.editor.create(host, { ...proseOptions, model, ariaLabel: label, placeholder })
  const decorations = editor.createDecorationsCollection()
  const fit = () => {
    const { minHeightPx, maxHeightPx } = latest.current
    host.style.height = `${Math.min(maxHeightPx, Math.max(minHeightPx, editor.getContentHeight()))}px`
  }
  const decorate = () => {
    const { values, messages } = latest.current
    decorateTemplate(monaco, decorations, model, { values, messages })
  }
  editor.onDidContentSizeChange(fit)
  // A change that comes from outside is already known there; telling it again would loop.
  let isShowing = false
  model.onDidChangeContent(() => {
    if (!isShowing) latest.current.onChange(model.getValue())
  })
  fit()
  decorate()
  return {
    editor,
    decorate,
    show: (text: string) => {
      if (model.getValue() === text) return
      isShowing = true
      // As an edit, not a reset: undo goes back over a restored version too.
      editor.pushUndoStop()
      editor.executeEdits('outside', [{ range: model.getFullModelRange(), text }])
      editor.pushUndoStop()
      isShowing = false
    },
    dispose: () => {
      editor.dispose()
      model.dispose()
    },
  }
}
