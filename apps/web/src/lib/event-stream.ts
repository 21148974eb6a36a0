import { type NumberedRunEvent, numberedRunEventSchema, routes } from '@trialogue/contract'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { buildUrl, offlineError, readError } from './client.ts'

export type ConnectionState = 'connecting' | 'open' | 'waiting'

type StreamOptions = {
  readonly signal: AbortSignal
  /** Number of the last event already folded; the server goes on after it. */
  readonly lastSequence?: number
  readonly onConnection?: (state: ConnectionState) => void
  /** Pause before attempt n (0, 1, …) after a lost connection. */
  readonly backOffMs?: (attempt: number) => number
}

/**
 * The events of a run until it has ended, across lost connections: each one resumes after the last event read
 * (`Last-Event-ID`), with a growing pause. Ends quietly when aborted.
 * Throws the AppError of an answer that trying again cannot change (NOT_FOUND, INVALID_REQUEST, …).
 */
export async function* streamRunEvents(
  runId: string,
  options: StreamOptions,
): AsyncGenerator<NumberedRunEvent> {
  const { signal, onConnection = () => {}, backOffMs = defaultBackOffMs } = options
  let lastSequence = options.lastSequence ?? null
  let attempt = 0
  while (!signal.aborted) {
    onConnection('connecting')
    try {
      for await (const event of connect(runId, lastSequence, signal, onConnection)) {
        lastSequence = event.sequence
        attempt = 0
        yield event
        if (isLast(event)) return
      }
    } catch (thrown) {
      if (signal.aborted) return
      if (!isWorthRetrying(thrown)) throw thrown
    }
    if (signal.aborted) return
    onConnection('waiting')
    await pause(backOffMs(attempt), signal)
    attempt += 1
  }
}

async function* connect(
  runId: string,
  lastSequence: number | null,
  signal: AbortSignal,
  onConnection: (state: ConnectionState) => void,
): AsyncGenerator<NumberedRunEvent> {
  const response = await fetch(buildUrl(routes.streamRunEvents, { params: { runId } }), {
    headers: {
      accept: 'text/event-stream',
      ...(lastSequence === null ? {} : { 'last-event-id': String(lastSequence) }),
    },
    signal,
  }).catch((cause: unknown) => {
    throw offlineError(cause)
  })
  if (!response.ok || response.body === null) throw await readError(response)
  onConnection('open')
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield numberedRunEventSchema.parse(JSON.parse(value.data))
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** A run that has ended sends nothing more: its last event is a status, or a snapshot of the ended run. */
function isLast({ event }: NumberedRunEvent): boolean {
  if (event.type === 'run.status') return event.status !== 'running'
  return event.type === 'run.snapshot' && event.run.status !== 'running'
}

/** A lost connection throws whatever the platform likes; what the server refused has another code than OFFLINE. */
function isWorthRetrying(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return true
  return thrown.code === 'OFFLINE' || thrown.code === 'INTERNAL' || thrown.code === 'ENGINE_BUSY'
}

/** 0.3 s, doubling, at most 10 s. */
function defaultBackOffMs(attempt: number): number {
  return Math.min(300 * 2 ** attempt, 10_000)
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, durationMs)
    function finish() {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    signal.addEventListener('abort', finish)
  })
}
