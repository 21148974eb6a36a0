const tags = ['think', 'thinking', 'reasoning'] as const

/**
 * The answer alone, without what a model thought aloud between tags. Null when the thinking never ended: what stands
 * last in it is not what the model would have said. `isOpen`: the prompt itself ended with an opening tag.
 */
export function stripReasoning(text: string, isOpen = false): string | null {
  let rest: string | null = text
  for (const tag of tags) rest = rest === null ? null : stripTag(rest, tag)
  // An opening tag in the prompt was closed by one of those above, or never.
  if (rest !== null && isOpen && !tags.some((tag) => text.includes(`</${tag}>`))) return null
  const answer = rest === null ? null : readAnswerTag(rest).trim()
  return answer === '' ? null : answer
}

function stripTag(text: string, tag: string): string | null {
  const [begin, end] = [`<${tag}>`, `</${tag}>`]
  const lastEnd = text.lastIndexOf(end)
  const isNeverEnded = text.lastIndexOf(begin) > lastEnd
  if (isNeverEnded) return null
  if (lastEnd === -1) return text
  const firstBegin = text.indexOf(begin)
  // Words before the thinking belong to the answer; before a tag that only closes, all is thinking.
  const isClosedOnly = firstBegin === -1 || text.indexOf(end) < firstBegin
  const parts = text.split(end)
  const kept = parts.map((part, index) => {
    if (index === parts.length - 1) return part
    if (index === 0 && isClosedOnly) return ''
    const from = part.indexOf(begin)
    return from === -1 ? '' : part.slice(0, from)
  })
  return kept.join('')
}

/** What a model was told to put between `<answer>` tags; the whole text where there are none. */
function readAnswerTag(text: string): string {
  const from = text.lastIndexOf('<answer>')
  if (from === -1) return text
  const inside = text.slice(from + '<answer>'.length)
  const to = inside.indexOf('</answer>')
  return to === -1 ? inside : inside.slice(0, to)
}
