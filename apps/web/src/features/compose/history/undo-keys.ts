import type { KeyboardEvent } from 'react'
import { travelBack, travelForth } from './travel.ts'

/**
 * Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y in any field of the compose panel: one history for all of them, so that a rename or a
 * removed row comes back whole. Handled on the way down: neither Monaco nor the browser gets to undo a part of it.
 */
export function undoByKey(event: KeyboardEvent): void {
  const { ctrlKey, metaKey, altKey, shiftKey } = event
  if (!(ctrlKey || metaKey) || altKey || event.nativeEvent.isComposing) return
  // Menus and dialogs are children in React only; their fields have a history of their own.
  if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return
  const key = event.key.toLowerCase()
  if (key !== 'z' && key !== 'y') return
  event.preventDefault()
  event.stopPropagation()
  if (key === 'y' || shiftKey) travelForth()
  else travelBack()
}
