import type { FastifyReply } from 'fastify'
import type { Clock } from '../runs/clock.ts'
import type { EventFeed } from '../runs/event-feed.ts'

const pingIntervalMs = 15_000
const stallLimitMs = 30_000
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Tells nginx not to collect events before it passes them on.
  'x-accel-buffering': 'no',
}

/**
 * Writes a feed as server-sent events (WHATWG HTML, 9.2) until it ends, the reader goes away, or the reader is too
 * slow: no room for 30 s, or the feed's own backlog limit. A dropped reader may resume with `Last-Event-ID`.
 */
export async function writeEventStream(reply: FastifyReply, feed: EventFeed, clock: Clock): Promise<void> {
  reply.hijack()
  const socket = reply.raw
  const drop = () => socket.destroy()
  feed.dropped.addEventListener('abort', drop)
  socket.on('close', () => feed.close())
  // A reader that went away in the middle of a write is no error of ours.
  socket.on('error', () => feed.close())
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...streamHeaders })) {
    if (value !== undefined) socket.setHeader(name, value)
  }
  socket.flushHeaders()
  const stopPinging = keepAlive(socket, clock)
  try {
    for await (const frame of feed) {
      if (!socket.write(`id: ${frame.sequence}\ndata: ${frame.data}\n\n`)) await hasRoom(socket, clock)
    }
  } finally {
    stopPinging()
    feed.dropped.removeEventListener('abort', drop)
    feed.close()
    socket.end()
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
