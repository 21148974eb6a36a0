/** What a Monaco field listens to: the offset to put the cursor at, null to leave it where it is. */
export const revealEvent = 'trialogue:reveal'

/** Gives the focus to the field that shows a place (`data-place`), with the cursor at an offset. */
export function revealPlace(place: string, offset: number | null): void {
  const field = document.querySelector(`[data-place="${CSS.escape(place)}"]`)
  if (!(field instanceof HTMLElement)) return
  field.scrollIntoView({ block: 'nearest' })
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
    field.focus({ preventScroll: true })
    if (offset !== null) field.setSelectionRange(offset, offset)
    return
  }
  field.dispatchEvent(new CustomEvent<number | null>(revealEvent, { detail: offset }))
}
