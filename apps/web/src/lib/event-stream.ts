import {
  type NumberedRunEvent,
  type Route,
  type RouteResponse,
  runRoutes,
  toErrorRecord,
} from '@trialogue/contract'
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

/** The server sends something at least every 15 s; a connection that is silent for three times that is dead. */
const silenceLimitMs = 45_000

type Source<T extends Route> = {
  readonly route: T
  readonly params: Readonly<Record<string, string>>
  /** Whether nothing comes after it. */
  readonly isLast: (event: RouteResponse<T>) => boolean
}

type Numbered = { readonly sequence: number }

/** The events of a run until it has ended; see `streamEvents`. */
export function streamRunEvents(runId: string, options: StreamOptions): AsyncGenerator<NumberedRunEvent> {
  return streamEvents({ route: runRoutes.streamRunEvents, params: { runId }, isLast }, options)
}

/**
 * The events of a route until the last one, across lost connections: each one resumes after the last event read
 * (`Last-Event-ID`), with a growing pause. Ends quietly when aborted.
 * Throws the AppError of an answer that trying again cannot change (NOT_FOUND, INVALID_REQUEST, …).
 */
export async function* streamEvents<T extends Route>(
  source: Source<T>,
  options: StreamOptions,
): AsyncGenerator<RouteResponse<T> & Numbered> {
  const { signal, onConnection = () => {}, backOffMs = defaultBackOffMs } = options
  let lastSequence = options.lastSequence ?? null
  let attempt = 0
  while (!signal.aborted) {
    onConnection('connecting')
    try {
      for await (const event of connect(source, lastSequence, signal, onConnection)) {
        lastSequence = event.sequence
        attempt = 0
        yield event
        if (source.isLast(event)) return
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

async function* connect<T extends Route>(
  { route, params }: Source<T>,
  lastSequence: number | null,
  signal: AbortSignal,
  onConnection: (state: ConnectionState) => void,
): AsyncGenerator<RouteResponse<T> & Numbered> {
  const silence = new AbortController()
  const response = await fetch(buildUrl(route, { params }), {
    headers: {
      accept: 'text/event-stream',
      ...(lastSequence === null ? {} : { 'last-event-id': String(lastSequence) }),
    },
    signal: AbortSignal.any([signal, silence.signal]),
  }).catch((cause: unknown) => {
    throw offlineError(cause)
  })
  if (!response.ok || response.body === null) throw await readError(response)
  onConnection('open')
  const watch = watchSilence(() => silence.abort())
  const reader = response.body
    .pipeThrough(watch.stream)
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield route.response?.parse(JSON.parse(value.data)) as RouteResponse<T> & Numbered
    }
  } finally {
    watch.stop()
    await reader.cancel().catch(() => {})
  }
}

/** Passes bytes on, and calls back when none have come for too long. */
function watchSilence(onSilence: () => void) {
  let timer = setTimeout(onSilence, silenceLimitMs)
  const stream = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      clearTimeout(timer)
      timer = setTimeout(onSilence, silenceLimitMs)
      controller.enqueue(chunk)
    },
  })
  return { stream, stop: () => clearTimeout(timer) }
}

/** A run that has ended sends nothing more: its last event is a status, or a snapshot of the ended run. */
function isLast({ event }: NumberedRunEvent): boolean {
  if (event.type === 'run.status') return event.status !== 'running'
  return event.type === 'run.snapshot' && event.run.status !== 'running'
}

/** What a lost connection throws is the platform's own and has none of our codes; what the server refused has one. */
function isWorthRetrying(thrown: unknown): boolean {
  const { code } = toErrorRecord(thrown, 'OFFLINE')
  return code === 'OFFLINE' || code === 'INTERNAL' || code === 'ENGINE_BUSY'
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
