import type { Page } from 'playwright-core'

/**
 * Texts of the page that are cut off: `words in element`, empty when all can be read or scrolled to. What a person wrote
 * may be cut where it is shown in passing (`data-user-text`), and so may what only screen readers read.
 */
export async function findClippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const clips = (value: string) => value === 'hidden' || value === 'clip'
    const scrolls = (value: string) => value === 'auto' || value === 'scroll'

    const outside = (from: number, to: number, edgeFrom: number, edgeTo: number, tolerance: number) =>
      to > edgeTo + tolerance || from < edgeFrom - tolerance

    /** The element that cuts a text off, null for none. What can be scrolled into sight is not cut off. */
    function findCutter(text: Text): Element | null {
      const range = document.createRange()
      range.selectNodeContents(text)
      const box = range.getBoundingClientRect()
      let isWidthFree = false
      let isHeightFree = false
      for (let element = text.parentElement; element !== null; element = element.parentElement) {
        const { overflowX, overflowY, clipPath } = getComputedStyle(element)
        const edge = element.getBoundingClientRect()
        // For screen readers only.
        if (clipPath !== 'none') return null
        isWidthFree ||= scrolls(overflowX)
        isHeightFree ||= scrolls(overflowY)
        const cutsAside = !isWidthFree && clips(overflowX)
        const cutsBelow = !isHeightFree && clips(overflowY)
        if (cutsAside && outside(box.left, box.right, edge.left, edge.right, 1)) return element
        if (cutsBelow && outside(box.top, box.bottom, edge.top, edge.bottom, 2)) return element
      }
      return null
    }

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode()) {
      const text = walker.currentNode
      if (!(text instanceof Text) || text.data.trim() === '') continue
      if (text.parentElement?.closest('[data-user-text], .monaco-editor, [aria-hidden="true"] svg') != null)
        continue
      if (text.parentElement?.checkVisibility({ visibilityProperty: true }) !== true) continue
      const cutter = findCutter(text)
      if (cutter !== null) found.push(`${text.data.trim()} in ${cutter.outerHTML.slice(0, 120)}`)
    }
    return found
  })
}
