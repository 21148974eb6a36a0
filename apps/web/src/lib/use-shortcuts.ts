import { useEffect } from 'react'
import { findCommand } from './commands.ts'
import { usePreferences } from './preferences.ts'
import { type KeyMeaning, readKey } from './shortcuts.ts'

/** How long the second key of a shortcut may take. */
const sequenceMs = 1_500
/** Monaco's text is a plain element with the role of a text field. */
const typedInto = 'input, textarea, select, [contenteditable], [role="textbox"]'

/** Listens to the table's keys on the whole page and does what is offered for them. Used once, by the shell. */
export function useShortcuts(): void {
  useEffect(() => {
    const press = createKeyReader()
    // With Ctrl and F6: before the editor sees them. Others: after popups, which take Escape for themselves.
    const isEarly = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || event.key === 'F6'
    const early = (event: KeyboardEvent) => isEarly(event) && press(event)
    const late = (event: KeyboardEvent) => !isEarly(event) && press(event)
    window.addEventListener('keydown', early, { capture: true })
    window.addEventListener('keydown', late)
    return () => {
      window.removeEventListener('keydown', early, { capture: true })
      window.removeEventListener('keydown', late)
    }
  }, [])
}

function createKeyReader() {
  let before = { key: '', timeMs: 0 }
  return (event: KeyboardEvent) => {
    // Ignored while an input method composes a character.
    if (event.isComposing || event.key === 'Process' || event.defaultPrevented || event.repeat) return
    const isInTime = event.timeStamp - before.timeMs < sequenceMs
    const meaning = readKey(event, isInTime ? before.key : '')
    const isWanted = meaning !== null && !(meaning.isText && (isTyping(event) || !mayBeText(event)))
    before = { key: isWanted ? meaning.begins : '', timeMs: event.timeStamp }
    if (isWanted) act(event, meaning)
  }
}

function act(event: KeyboardEvent, { id }: KeyMeaning): void {
  const command = id === null ? undefined : findCommand(id)
  if (command === undefined) return
  // Escape keeps what the browser does with it, such as closing a native picker.
  if (event.key !== 'Escape') event.preventDefault()
  // What is behind a dialog is out of reach for keys as it is for the pointer.
  if (document.querySelector('[data-modal]') !== null) return
  if (event.ctrlKey || event.metaKey) event.stopPropagation()
  if (command.disabledReason === undefined) command.run()
}

function mayBeText(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || usePreferences.getState().hasSingleKeys
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.closest(typedInto) !== null
}
