export interface StopFilter {
  /** Takes the next text and gives what may be shown of everything taken so far. */
  push(text: string): { readonly text: string; readonly isStopped: boolean }
  /** What was held back, to be shown when the completion ends in another way. */
  flush(): string
}

/**
 * Lets text through up to the first stop sequence, and never a part of one: text that may be the beginning of a stop
 * sequence is held back until it is known. How the text was cut into pieces does not matter: the sequence that is
 * complete first wins.
 */
export function createStopFilter(stops: readonly string[]): StopFilter {
  let held = ''
  return {
    push(text) {
      held += text
      const match = firstMatch(held, stops)
      const shown = match ?? held.length - heldLength(held, stops)
      const released = held.slice(0, shown)
      held = match === null ? held.slice(shown) : ''
      return { text: released, isStopped: match !== null }
    },
    flush() {
      const rest = held
      held = ''
      return rest
    },
  }
}

/** Where the stop sequence starts that ends first; of those that end together, the longest. Null where there is none. */
function firstMatch(text: string, stops: readonly string[]): number | null {
  let best: { start: number; end: number } | null = null
  for (const stop of stops) {
    const start = text.indexOf(stop)
    if (start === -1) continue
    const end = start + stop.length
    if (best === null || end < best.end || (end === best.end && start < best.start)) best = { start, end }
  }
  return best?.start ?? null
}

/** Length of the longest end of the text that a stop sequence begins with. */
function heldLength(text: string, stops: readonly string[]): number {
  let longest = 0
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(stop.slice(0, length))) longest = length
    }
  }
  return longest
}
