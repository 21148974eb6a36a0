import type { FastifyReply } from 'fastify'
import type { Clock } from '../runs/clock.ts'
import type { EventFeed } from '../runs/event-feed.ts'
import { openEventStream } from './open-event-stream.ts'

/**
 * Writes a feed as server-sent events until it ends, the reader goes away, or the reader is too slow: no room for
 * 30 s, or the feed's own backlog limit. A dropped reader may resume with `Last-Event-ID`.
 */
export async function writeEventStream(reply: FastifyReply, feed: EventFeed, clock: Clock): Promise<void> {
  const socket = reply.raw
  const drop = () => socket.destroy()
  feed.dropped.addEventListener('abort', drop)
  socket.on('close', () => feed.close())
  socket.on('error', () => feed.close())
  const stream = openEventStream(reply, clock)
  try {
    for await (const frame of feed) await stream.write(`id: ${frame.sequence}\ndata: ${frame.data}\n\n`)
  } finally {
    feed.dropped.removeEventListener('abort', drop)
    feed.close()
    stream.end()
  }
}
