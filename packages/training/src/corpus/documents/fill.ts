/** About 280 tokens: longer pages would be cut by the trainer's windows. */
const longestPage = 740

/** Adds items until the page is full; at least one, at most `count`. */
export function fill(count: number, opening: string, item: () => string, separator = '\n\n'): string {
  let page = opening
  for (let at = 0; at < count; at++) {
    const next = item()
    if (at > 0 && page.length + next.length > longestPage) break
    page += (page === '' ? '' : separator) + next
  }
  return page
}
