/**
 * Puts a text on the clipboard and tells whether that worked. Over plain HTTP from another machine browsers offer no
 * clipboard to pages, so a selected field is copied there instead.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyFromField(text)
  }
}

function copyFromField(text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.style.cssText = 'position:fixed;opacity:0;pointer-events:none'
  // Inside of an open dialog: outside of it nothing can have the focus.
  const place = document.querySelector('[data-modal]') ?? document.body
  place.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return isCopied
}
