import { AppError } from '@trialogue/contract'
import { createParser } from 'eventsource-parser'

export interface StreamedEvent {
  readonly event: string | undefined
  readonly data: string
}

interface EventOptions {
  readonly lineBytes: number
  /** Called whenever a whole line has come, a comment or an event: the server is at work. */
  readonly onLine: () => void
}

/** Server-sent events out of bytes that were cut anywhere. Throws UPSTREAM_INVALID for a line that does not end. */
export async function* readEvents(
  chunks: AsyncIterable<Buffer>,
  { lineBytes, onLine }: EventOptions,
): AsyncGenerator<StreamedEvent> {
  const events: StreamedEvent[] = []
  let isTooLong = false
  const parser = createParser({
    maxBufferSize: lineBytes,
    onEvent({ event, data }) {
      onLine()
      events.push({ event, data })
    },
    onComment: onLine,
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') isTooLong = true
    },
  })
  const decoder = new TextDecoder()
  const feed = (text: string) => {
    parser.feed(text)
    if (!isTooLong) return
    const message = 'The server sent a line that is longer than any answer. It was cut off.'
    throw new AppError('UPSTREAM_INVALID', message, { details: { reason: 'too-long' } })
  }
  for await (const chunk of chunks) {
    feed(decoder.decode(chunk, { stream: true }))
    yield* events.splice(0)
  }
  // Some servers leave out the blank line at the end.
  feed(`${decoder.decode()}\n\n`)
  yield* events.splice(0)
}
