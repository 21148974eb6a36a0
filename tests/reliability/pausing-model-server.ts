import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

// A program: OpenAI's API with one model that repeats what it is asked, half of it at once and the rest when /go is
// asked for. Says its port on standard output; how many answers it has begun, ended and had at once is under /counts.

const bodySchema = z.looseObject({ messages: z.array(z.looseObject({ content: z.string() })).min(1) })
const gate = Promise.withResolvers<void>()
/** Answers, since the server began. */
export interface Counts {
  begun: number
  ended: number
  mostAtOnce: number
}

const counts: Counts = { begun: 0, ended: 0, mostAtOnce: 0 }

function send(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
}

/** Three characters at a time, as a model writes a few letters with each token. */
async function stream(response: ServerResponse, text: string): Promise<void> {
  counts.begun += 1
  counts.mostAtOnce = Math.max(counts.mostAtOnce, counts.begun - counts.ended)
  response.setHeader('content-type', 'text/event-stream')
  const head = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'echo' }
  const write = (more: object) => response.write(`data: ${JSON.stringify({ ...head, ...more })}\n\n`)
  const pieces = text.match(/[\s\S]{1,3}/g) ?? []
  for (const [place, content] of pieces.entries()) {
    if (place === Math.floor(pieces.length / 2)) await gate.promise
    write({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })
  }
  write({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
  const usage = { prompt_tokens: 5, completion_tokens: pieces.length, total_tokens: 5 + pieces.length }
  write({ choices: [], usage })
  response.end('data: [DONE]\n\n')
  counts.ended += 1
}

const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  if (request.url === '/go') gate.resolve()
  if (request.url === '/counts' || request.url === '/go') send(response, counts)
  else if (request.url === '/v1/models')
    send(response, { object: 'list', data: [{ id: 'echo', object: 'model' }] })
  else {
    const { messages } = bodySchema.parse(JSON.parse(Buffer.concat(parts).toString()))
    await stream(response, messages.at(-1)?.content ?? '')
  }
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
