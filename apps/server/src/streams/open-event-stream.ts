import type { FastifyReply } from 'fastify'
import type { Clock } from '../runs/clock.ts'

const pingIntervalMs = 15_000
const stallLimitMs = 30_000
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Tells nginx not to collect events before it passes them on.
  'x-accel-buffering': 'no',
}

/** Server-sent events (WHATWG HTML, 9.2) to one reader. A reader that takes nothing for 30 s is dropped. */
export interface EventStream {
  /** Resolves when there is room for more, or the reader is gone. `frame` is whole: fields and the empty line. */
  write(frame: string): Promise<void>
  end(): void
}

/** Takes the reply over from Fastify and sends its headers; from here on, a failure can only be an event. */
export function openEventStream(reply: FastifyReply, clock: Clock): EventStream {
  reply.hijack()
  const socket = reply.raw
  // A reader that went away in the middle of a write is no error of ours.
  socket.on('error', () => {})
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...streamHeaders })) {
    if (value !== undefined) socket.setHeader(name, value)
  }
  socket.flushHeaders()
  const stopPinging = keepAlive(socket, clock)
  socket.on('close', stopPinging)
  // One wait for all writers: several generations may share a stream.
  let room: Promise<void> | null = null
  return {
    async write(frame) {
      if (socket.destroyed) return
      if (!socket.write(frame)) {
        room ??= hasRoom(socket, clock).finally(() => {
          room = null
        })
      }
      await room
    },
    end() {
      stopPinging()
      socket.end()
    },
  }
}

type Socket = FastifyReply['raw']

/** Comments keep proxies and idle connections awake; a reader that is behind needs none. */
function keepAlive(socket: Socket, clock: Clock): () => void {
  let cancel = () => {}
  const ping = () => {
    if (!socket.writableNeedDrain) socket.write(': ping\n\n')
    cancel = clock.after(pingIntervalMs, ping)
  }
  cancel = clock.after(pingIntervalMs, ping)
  return () => cancel()
}

/** Resolves when the socket takes more, or is closed; closes it when that takes too long. */
function hasRoom(socket: Socket, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancelDrop = clock.after(stallLimitMs, () => socket.destroy())
    const settle = () => {
      cancelDrop()
      socket.off('drain', settle)
      socket.off('close', settle)
      resolve()
    }
    socket.on('drain', settle)
    socket.on('close', settle)
    // The socket may have closed before anyone listened.
    if (socket.destroyed) settle()
  })
}
