const begin = '\u0002'
const end = '\u0003'

/** Marks a part of a page that follows from what stands before it: training counts it in full, the rest less. */
export function answered(text: string): string {
  return begin + text + end
}

export type Page = {
  readonly text: string
  /** Where the marked parts begin and end in the text, in order. */
  readonly answers: readonly (readonly [from: number, to: number])[]
}

/** Takes the marks out of a page. */
export function readMarks(marked: string): Page {
  const answers: (readonly [number, number])[] = []
  let text = ''
  for (const part of marked.split(begin)) {
    const [answer = '', rest] = part.split(end)
    if (rest === undefined) text += answer
    else {
      answers.push([text.length, text.length + answer.length])
      text += answer + rest
    }
  }
  return { text, answers }
}
