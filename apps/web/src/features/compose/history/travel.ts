import { flushSync } from 'react-dom'
import { redo, undo } from '../../../lib/content-history.ts'
import { findTextChange } from '../../../lib/text-change.ts'
import { useWorkspace } from '../../../lib/workspace.ts'
import { revealPlace } from '../editor/reveal-place.ts'

/** Undoes the last edit, whichever field or setting it was in, and shows where. */
export function travelBack(): void {
  travel(undo)
}

/** Redoes the last undone edit, and shows where. */
export function travelForth(): void {
  travel(redo)
}

function travel(go: typeof undo): void {
  // The field must stand before it can be shown: an undo may bring back a row or another type of prompt.
  const change = flushSync(go)
  if (change === null || change === 'many') return
  const place = showPrompt(change.place)
  if (change.text === null) {
    revealPlace(`${place}.value`, null)
    return
  }
  const { from, added } = findTextChange(change.text.before, change.text.after)
  revealPlace(place, from + added.length)
}

/** Puts the prompt that a place belongs to into the editor: a column's own, or the shared one. Gives the place there. */
function showPrompt(place: string): string {
  const [, columnId, ownPlace] = /^columns\.([^.]+)\.(body\..+)$/.exec(place) ?? []
  const scope = columnId ?? (place.startsWith('body.') ? null : useWorkspace.getState().scope)
  flushSync(() => useWorkspace.setState({ scope }))
  return ownPlace ?? place
}
