/** Edits that a field shows already but has not told yet, by their field. */
const pending = new Set<() => unknown>()

/** Keeps an edit until `flushEdits`, or until `forgetEdit` when the field tells it itself. */
export function deferEdit(tell: () => unknown): void {
  pending.add(tell)
}

export function forgetEdit(tell: () => unknown): void {
  pending.delete(tell)
}

/** Tells every edit that is still kept back. */
export function flushEdits(): void {
  for (const tell of [...pending]) tell()
}

/**
 * Tells kept back edits before anything can be done with the text: before keys with Ctrl or a name of their own, before
 * the pointer, and when the page is left. To be called before anybody else listens to the keys of the page.
 */
export function startFlushingEdits(): () => void {
  const onKey = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || (key.length > 1 && !isWriting(key))) flushEdits()
  }
  const options = { capture: true }
  window.addEventListener('keydown', onKey, options)
  window.addEventListener('pointerdown', flushEdits, options)
  window.addEventListener('blur', flushEdits, options)
  window.addEventListener('pagehide', flushEdits, options)
  document.addEventListener('visibilitychange', flushEdits, options)
  return () => {
    window.removeEventListener('keydown', onKey, options)
    window.removeEventListener('pointerdown', flushEdits, options)
    window.removeEventListener('blur', flushEdits, options)
    window.removeEventListener('pagehide', flushEdits, options)
    document.removeEventListener('visibilitychange', flushEdits, options)
  }
}

/** Keys that only write or move the cursor: they are pressed while typing goes on. */
function isWriting(key: string): boolean {
  return /^(Backspace|Delete|Enter|Shift|Arrow\w+|Home|End|Page\w+|Process|Dead|CapsLock)$/.test(key)
}
