/** One stretch of a text that was replaced by another, in UTF-16 offsets of the old text. */
type TextChange = { readonly from: number; readonly removed: string; readonly added: string }

/** What turns one text into another: the shortest single stretch, never through the middle of a character. */
export function findTextChange(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from += 1
  if (isLowSurrogate(before, from) || isLowSurrogate(after, from)) from -= 1
  let end = 0
  const left = shorter - from
  while (
    end < left &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end += 1
  }
  if (isLowSurrogate(before, before.length - end) || isLowSurrogate(after, after.length - end)) end -= 1
  return {
    from,
    removed: before.slice(from, before.length - end),
    added: after.slice(from, after.length - end),
  }
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit >= 0xdc00 && unit <= 0xdfff
}
