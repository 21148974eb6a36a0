export type JsonReading =
  | { readonly isJson: true; readonly value: unknown }
  | { readonly isJson: false; readonly problem: string }

/** The JSON that an answer is; with `allowFence`, or that stands in its only Markdown fence. */
export function readJson(answer: string, allowFence: boolean): JsonReading {
  const fences = answer.split('```')
  const isFenced = allowFence && fences.length === 3
  const text = isFenced ? (fences[1] ?? '').replace(/^[a-zA-Z0-9]*\s/, '') : answer
  try {
    return { isJson: true, value: JSON.parse(text) }
  } catch (error) {
    return { isJson: false, problem: error instanceof Error ? error.message : String(error) }
  }
}
