import { useEffect, useRef } from 'react'

type Shortcut = {
  readonly id: 'run-all' | 'run-column' | 'stop' | 'save-version' | 'help'
  /** What is pressed, for the help dialog: `Ctrl` stands for ⌘ on Apple machines. */
  readonly keys: readonly (readonly string[])[]
  readonly matches: (event: KeyboardEvent) => boolean
}
type ShortcutId = Shortcut['id']

const withCtrl = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && !event.altKey
const plain = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey

/** Every shortcut: the handler and the help dialog read this one table. No Alt: AltGr writes characters. */
export const shortcuts: readonly Shortcut[] = [
  {
    id: 'run-all',
    keys: [['Ctrl', 'Enter']],
    matches: (event) => withCtrl(event) && !event.shiftKey && event.key === 'Enter',
  },
  {
    id: 'run-column',
    keys: [['Ctrl', 'Shift', 'Enter']],
    matches: (event) => withCtrl(event) && event.shiftKey && event.key === 'Enter',
  },
  { id: 'stop', keys: [['Esc']], matches: (event) => plain(event) && event.key === 'Escape' },
  {
    id: 'save-version',
    keys: [['Ctrl', 'S']],
    matches: (event) => withCtrl(event) && !event.shiftKey && event.key.toLowerCase() === 's',
  },
  {
    id: 'help',
    keys: [['?'], ['Ctrl', '/']],
    matches: (event) =>
      (withCtrl(event) && event.key === '/') || (plain(event) && event.key === '?' && !isTyping(event)),
  },
]

/** Monaco's text is a plain element with the role of a text field. */
const typedInto = 'input, textarea, select, [contenteditable], [role="textbox"]'

type Handlers = Readonly<Record<ShortcutId, () => void>>

/** Listens to the table's keys on the whole page. Ignored while an input method composes a character. */
export function useShortcuts(handlers: Handlers): void {
  const current = useRef(handlers)
  useEffect(() => {
    current.current = handlers
  })
  useEffect(() => {
    // With Ctrl: before the editor sees it. Without: after popups, which take Escape for themselves.
    const early = (event: KeyboardEvent) => withCtrl(event) && handle(event, current.current)
    const late = (event: KeyboardEvent) => !withCtrl(event) && handle(event, current.current)
    window.addEventListener('keydown', early, { capture: true })
    window.addEventListener('keydown', late)
    return () => {
      window.removeEventListener('keydown', early, { capture: true })
      window.removeEventListener('keydown', late)
    }
  }, [])
}

function handle(event: KeyboardEvent, handlers: Handlers): void {
  if (event.isComposing || event.defaultPrevented || event.repeat) return
  const shortcut = shortcuts.find(({ matches }) => matches(event))
  if (shortcut === undefined) return
  // Escape keeps what the browser does with it, such as closing a native picker.
  if (shortcut.id !== 'stop') event.preventDefault()
  // What is behind a dialog is out of reach for keys as it is for the pointer.
  if (document.querySelector('[data-modal]') !== null) return
  if (withCtrl(event)) event.stopPropagation()
  handlers[shortcut.id]()
}

function isTyping(event: KeyboardEvent): boolean {
  const { target } = event
  return target instanceof HTMLElement && target.closest(typedInto) !== null
}
