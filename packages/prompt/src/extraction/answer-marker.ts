interface AnswerMarker {
  /** Where the marker begins: what stands before it is reasoning. */
  readonly from: number
  /** Where that begins which the marker says is the answer. */
  readonly answerFrom: number
  /** What stands there, not yet cleaned. */
  readonly answerText: string
}

/** "The answer is", "the final answer is:", "Therefore, the answer (arabic numerals) is", and GSM8K's `#### 42`. */
const phrase = /(?:therefore, )?the (?:final )?answer(?: \([^()\n]{0,40}\))? is\b:?|#{4}/gi
const boxBegin = '\\boxed{'

/** The last place where a text says that the answer follows; null when it never does. */
export function findAnswerMarker(text: string): AnswerMarker | null {
  const last = Array.from(text.matchAll(phrase)).at(-1)
  const boxFrom = text.lastIndexOf(boxBegin)
  // "The answer is \boxed{11}": the box says the same more exactly, so the later of the two is read.
  if (last === undefined || boxFrom > last.index) {
    if (boxFrom === -1) return null
    const answerFrom = boxFrom + boxBegin.length
    return { from: last?.index ?? boxFrom, answerFrom, answerText: readBox(text, answerFrom) }
  }
  const answerFrom = last.index + last[0].length
  return { from: last.index, answerFrom, answerText: text.slice(answerFrom) }
}

/** The content up to the brace that closes the box, or to the end when the completion broke off. */
function readBox(text: string, from: number): string {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    if (depth === 0) return text.slice(from, at)
  }
  return text.slice(from)
}
