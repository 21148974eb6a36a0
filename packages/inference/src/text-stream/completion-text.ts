import { createStopFilter } from './stop-filter.ts'

/** A piece of a completion: whole characters, with what came along with the tokens that begin in it. */
export interface TextPiece<Note> {
  readonly text: string
  readonly notes: Note[]
  /** A stop sequence is complete: nothing comes after this piece. */
  readonly isStopped: boolean
}

export interface CompletionText<Note> {
  /** Takes one token: its bytes, which may be a part of a character, and a note that goes with its text. */
  push(bytes: Uint8Array, note: Note | null): TextPiece<Note>
  /** The rest at the end of the completion. An incomplete character is dropped. */
  flush(): TextPiece<Note>
}

/**
 * Turns the bytes of tokens into text to show: never a part of a character, never a part of a stop sequence.
 * Bytes that cannot be UTF-8 become U+FFFD, as the Encoding Standard says; bytes that may still become a character wait.
 */
export function createCompletionText<Note>(stops: readonly string[]): CompletionText<Note> {
  // A byte order mark that a model writes is text like any other.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const filter = createStopFilter(stops)
  const waiting: { note: Note; startsAt: number }[] = []
  let decodedLength = 0
  let shownLength = 0

  const takeNotes = (isBegun: (startsAt: number) => boolean): Note[] => {
    const end = waiting.findIndex(({ startsAt }) => !isBegun(startsAt))
    return waiting.splice(0, end === -1 ? waiting.length : end).map(({ note }) => note)
  }

  return {
    push(bytes, note) {
      if (note !== null) waiting.push({ note, startsAt: decodedLength })
      const decoded = decoder.decode(bytes, { stream: true })
      decodedLength += decoded.length
      const { text, isStopped } = filter.push(decoded)
      shownLength += text.length
      return { text, isStopped, notes: takeNotes((startsAt) => startsAt < shownLength) }
    },
    flush() {
      return { text: filter.flush(), isStopped: false, notes: takeNotes(() => true) }
    },
  }
}
