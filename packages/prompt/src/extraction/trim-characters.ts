/** A part of a text: from `from` up to, not including, `to`. */
interface TextRange {
  readonly from: number
  readonly to: number
}

/**
 * Where a text begins and ends without the characters of two classes at its ends. In loops: a pattern such as `x+$`
 * takes for ever on a completion that repeats itself.
 */
export function trimmedRange(text: string, atStart: RegExp, atEnd = atStart): TextRange {
  let from = 0
  let to = text.length
  while (from < to && atStart.test(text.charAt(from))) from += 1
  while (to > from && atEnd.test(text.charAt(to - 1))) to -= 1
  return { from, to }
}

export function trimCharacters(text: string, atStart: RegExp, atEnd = atStart): string {
  const { from, to } = trimmedRange(text, atStart, atEnd)
  return text.slice(from, to)
}
