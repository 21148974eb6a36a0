import { locateVariables } from '@trialogue/prompt'
import type { editor } from 'monaco-editor/editor'
import { createText, type MonacoApi, proseOptions } from '../../../lib/monaco.ts'
import { findTextChange } from '../../../lib/text-change.ts'
import { type KnownVariables, offerVariables } from './complete-variables.ts'
import { decorateTemplate, type TemplateMessages } from './decorate-template.ts'
import { revealEvent } from './reveal-place.ts'
import { toggleTabMode } from './tab-mode.ts'
import { tellEdits } from './tell-edits.ts'

export type TemplateField = {
  readonly value: string
  readonly label: string
  readonly placeholder: string
  /** All variables of the prompt with what fills them. */
  readonly values: ReadonlyMap<string, string>
  readonly messages: TemplateMessages & Pick<KnownVariables, 'newName'>
  readonly actions: Readonly<Record<'rename' | 'makeVariable' | 'tabMode', string>>
  readonly minHeightPx: number
  readonly maxHeightPx: number
  readonly onChange: (value: string) => void
  readonly onSelect: (from: number, to: number) => void
  readonly onRename: (name: string) => void
  readonly onMakeVariable: () => void
}

/** Typing goes on meanwhile: colours and underlines come when it pauses for a moment. */
const decorateAfterMs = 100
/** Room for Monaco's find and replace. */
const findHeightPx = 116

/** A Monaco editor in `host`, as high as its text between two bounds. `latest` always has the field as it stands. */
export function createTemplateEditor(
  monaco: MonacoApi,
  host: HTMLElement,
  latest: { readonly current: TemplateField },
) {
  const { value, label, placeholder } = latest.current
  const model = createText(monaco, value)
  const area = monaco.editor.create(host, {
    ...proseOptions,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
    model,
    ariaLabel: label,
    placeholder,
  })
  const decorations = area.createDecorationsCollection()
  let timer: ReturnType<typeof setTimeout> | undefined

  const decorate = () => {
    clearTimeout(timer)
    const { values, messages } = latest.current
    decorateTemplate(monaco, decorations, model, { values, messages })
  }
  // A change that comes from outside is already known there; telling it again would loop.
  let isShowing = false
  const edits = tellEdits(model, (text) => latest.current.onChange(text))
  model.onDidChangeContent(({ changes }) => {
    clearTimeout(timer)
    timer = setTimeout(decorate, decorateAfterMs)
    if (!isShowing) edits.notice(changes)
  })
  area.onDidBlurEditorText(edits.flush)
  area.onDidChangeCursorSelection(({ selection }) => {
    const [from, to] = [selection.getStartPosition(), selection.getEndPosition()]
    if (area.hasTextFocus()) latest.current.onSelect(model.getOffsetAt(from), model.getOffsetAt(to))
  })
  offerVariables(monaco, model, () => {
    const { values, messages } = latest.current
    return { values, unfilled: messages.unfilled, newName: messages.newName }
  })
  addActions(monaco, area, latest)
  const stopFitting = fitHeight(area, host, latest)
  const stopRevealing = listenToReveal(area, host)
  decorate()
  return {
    area,
    decorate,
    show: (text: string) => {
      // What was typed meanwhile is newer.
      if (edits.flush()) return
      isShowing = true
      showText(monaco, area, text)
      isShowing = false
    },
    dispose: () => {
      edits.flush()
      clearTimeout(timer)
      stopFitting()
      stopRevealing()
      area.dispose()
      model.dispose()
    },
  }
}

/** Changes no more than what differs, so that cursor and scroll position stay where they can. */
function showText(monaco: MonacoApi, area: editor.ICodeEditor, text: string): void {
  const model = area.getModel()
  if (model === null || model.getValue() === text) return
  const { from, removed, added } = findTextChange(model.getValue(), text)
  const range = monaco.Range.fromPositions(
    model.getPositionAt(from),
    model.getPositionAt(from + removed.length),
  )
  area.executeEdits('outside', [{ range, text: added }])
}

function addActions(
  monaco: MonacoApi,
  area: editor.IStandaloneCodeEditor,
  latest: { readonly current: TemplateField },
): void {
  const { rename, makeVariable, tabMode } = latest.current.actions
  const findName = () => {
    const [model, position] = [area.getModel(), area.getPosition()]
    if (model === null || position === null) return undefined
    const offset = model.getOffsetAt(position)
    return locateVariables(model.getValue()).find(({ from, to }) => from <= offset && offset <= to)?.name
  }
  area.addAction({
    id: 'trialogue.rename-variable',
    label: rename,
    keybindings: [monaco.KeyCode.F2],
    contextMenuGroupId: '1_modification',
    contextMenuOrder: 1,
    run: () => {
      const name = findName()
      if (name !== undefined) latest.current.onRename(name)
    },
  })
  area.addAction({
    id: 'trialogue.make-variable',
    label: makeVariable,
    precondition: 'editorHasSelection',
    contextMenuGroupId: '1_modification',
    contextMenuOrder: 2,
    run: () => latest.current.onMakeVariable(),
  })
  area.addAction({
    id: 'trialogue.tab-mode',
    label: tabMode,
    keybindings: [monaco.KeyMod.WinCtrl | monaco.KeyCode.KeyM, monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyM],
    run: toggleTabMode,
  })
}

function fitHeight(
  area: editor.ICodeEditor,
  host: HTMLElement,
  latest: { readonly current: TemplateField },
): () => void {
  const fit = () => {
    const { minHeightPx, maxHeightPx } = latest.current
    const isFinding = host.querySelector('.find-widget.visible') !== null
    const leastPx = isFinding ? Math.max(minHeightPx, findHeightPx) : minHeightPx
    host.style.height = `${Math.min(Math.max(maxHeightPx, leastPx), Math.max(leastPx, area.getContentHeight()))}px`
  }
  area.onDidContentSizeChange(fit)
  fit()
  // Monaco has no event for its find widget.
  const observer = new MutationObserver(fit)
  const widgets = host.querySelector('.overlayWidgets')
  if (widgets !== null) {
    observer.observe(widgets, { attributes: true, attributeFilter: ['class'], subtree: true })
  }
  return () => observer.disconnect()
}

function listenToReveal(area: editor.ICodeEditor, host: HTMLElement): () => void {
  const reveal = (event: Event) => {
    const model = area.getModel()
    area.focus()
    if (model === null || !(event instanceof CustomEvent) || typeof event.detail !== 'number') return
    const position = model.getPositionAt(event.detail)
    area.setPosition(position)
    area.revealPosition(position)
  }
  host.addEventListener(revealEvent, reveal)
  return () => host.removeEventListener(revealEvent, reveal)
}
