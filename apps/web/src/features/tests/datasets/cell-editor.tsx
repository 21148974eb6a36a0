import { type KeyboardEvent, useState } from 'react'

type CellEditorProps = {
  readonly label: string
  readonly text: string
  /** Takes the text and goes on: down with Enter, to the side with Tab, nowhere when it is left otherwise. */
  readonly onTake: (text: string, step: { readonly rows: number; readonly columns: number }) => void
  readonly onCancel: () => void
}

/** The text of a cell while it is edited; it may be longer than the cell. Shift+Enter begins a new line. */
export function CellEditor({ label, text, onTake, onCancel }: CellEditorProps) {
  const [typed, setTyped] = useState(text)
  const pressKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const step = stepOf(event)
    if (step !== null) {
      event.preventDefault()
      onTake(typed, step)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      onCancel()
    }
  }
  return (
    <textarea
      aria-label={label}
      // Editing begins by a key or a click on this very cell.
      ref={(element) => {
        if (element === null || element === document.activeElement) return
        element.focus()
        element.setSelectionRange(element.value.length, element.value.length)
      }}
      value={typed}
      rows={1}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={pressKey}
      onBlur={() => onTake(typed, { rows: 0, columns: 0 })}
      className="field-sizing-content absolute top-0 left-0 z-10 max-h-64 min-h-full w-full resize-none rounded-small bg-surface px-2 py-1.5 text-ui shadow-float outline-2 outline-accent"
    />
  )
}

function stepOf({ key, shiftKey }: KeyboardEvent) {
  if (key === 'Enter' && !shiftKey) return { rows: 1, columns: 0 }
  if (key === 'Tab') return { rows: 0, columns: shiftKey ? -1 : 1 }
  return null
}
