/**
 * Moves the focus to the next (1) or previous (-1) region of the page: what carries `data-region` and is in sight, in
 * the order of the page. A region needs `tabIndex={-1}` and a name.
 */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.getClientRects().length > 0,
  )
  const current = regions.findLastIndex((region) => region.contains(document.activeElement))
  const next = current === -1 ? (step === 1 ? 0 : -1) : (current + step) % regions.length
  regions.at(next)?.focus()
}
