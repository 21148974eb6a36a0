type Notable = { readonly isNotable: boolean }

/** Where a key leads from one token; null for a key that leads nowhere. At an end it stays. */
export function nextPlace(key: string, at: number, tokens: readonly Notable[]): number | null {
  const last = tokens.length - 1
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(at + 1, last)
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(at - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    case ']': {
      const next = tokens.findIndex(({ isNotable }, place) => place > at && isNotable)
      return next === -1 ? at : next
    }
    case '[': {
      const before = tokens.slice(0, at).findLastIndex(({ isNotable }) => isNotable)
      return before === -1 ? at : before
    }
    default:
      return null
  }
}
