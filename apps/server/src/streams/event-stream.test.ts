import { connect, type Socket } from 'node:net'
import { createFakeClock, type FakeClock } from '@trialogue/testing'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { EventFeed } from '../runs/event-feed.ts'
import { writeEventStream } from './event-stream.ts'

let clock: FakeClock
let app: FastifyInstance
let feed: EventFeed
let closedFeeds: EventFeed[]
let reader: Socket
let text: string

beforeEach(async () => {
  const closed: EventFeed[] = []
  closedFeeds = closed
  clock = createFakeClock()
  feed = new EventFeed((gone) => closed.push(gone))
  app = fastify({ forceCloseConnections: true })
  app.get('/events', (_, reply) => writeEventStream(reply, feed, clock))
  app.get('/other', async () => 'here')
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  text = ''
  reader = connect(Number(port), '127.0.0.1')
  reader.on('data', (chunk) => {
    text += chunk
  })
  // The old version of HTTP sends the stream as it is, not in chunks.
  reader.write('GET /events HTTP/1.0\r\nHost: localhost\r\n\r\n')
})
afterEach(async () => {
  reader.destroy()
  await app.close()
})

const frame = (sequence: number, length = 2) => ({ sequence, data: 'x'.repeat(length) })
const closed = () => new Promise<void>((resolve) => reader.once('close', () => resolve()))

const received = (wanted: string) => expect.poll(() => text).toContain(wanted)

it('sends the past, then what happens, then ends', async () => {
  feed.startWith([frame(1), frame(2)])
  await received('\r\n\r\nid: 1\ndata: xx\n\nid: 2\ndata: xx\n\n')
  feed.push(frame(3))
  feed.end()
  await closed()
  expect(text).toMatch(/id: 2\ndata: xx\n\nid: 3\ndata: xx\n\n$/)
})

it('pings every 15 seconds while nothing happens', async () => {
  await received('200 OK')
  await clock.advance(14_999)
  expect(text).not.toContain('ping')
  await clock.advance(1)
  await received('\r\n\r\n: ping\n\n')
  await clock.advance(15_000)
  await received(': ping\n\n: ping\n\n')
})

it('lets go of its feed when the reader leaves', async () => {
  await received('200 OK')
  reader.destroy()
  await expect.poll(() => closedFeeds).toEqual([feed])
})

it('drops a reader that takes nothing once a megabyte waits for it, and serves others meanwhile', async () => {
  await received('200 OK')
  reader.pause()
  let sent = 0
  while (!feed.dropped.aborted && sent < 1000) {
    feed.push(frame(++sent, 100_000))
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(feed.dropped.aborted).toBe(true)
  expect(sent).toBeLessThan(1000)
  expect((await app.inject({ url: '/other' })).body).toBe('here')
  expect(closedFeeds).toEqual([feed])
  reader.resume()
  await closed()
})

it('drops a reader that takes nothing for 30 seconds', async () => {
  await received('200 OK')
  reader.pause()
  feed.push(frame(1, 50_000_000))
  await expect.poll(() => reader.readableLength).toBeGreaterThan(0)
  await clock.advance(29_000)
  expect(closedFeeds).toEqual([])
  await clock.advance(1_000)
  await expect.poll(() => closedFeeds).toEqual([feed])
  reader.resume()
  await closed()
})

it('takes the past as fast as the reader reads, however large it is', async () => {
  const past = Array.from({ length: 50 }, (_, index) => frame(index + 1, 200_000))
  feed.startWith(past)
  feed.end()
  await closed()
  expect(text.match(/id: \d+/g)).toHaveLength(50)
  expect(feed.dropped.aborted).toBe(false)
})
