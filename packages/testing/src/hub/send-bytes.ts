import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import type { HubFault } from './hub-repository.ts'

/** One answer with a file's content, for whoever wants to know what was fetched. */
export interface Transfer {
  readonly repository: string
  readonly path: string
  readonly start: number
  /** Bytes that were handed to the connection. */
  sentBytes: number
}

/** So small that a process can be killed between any two of them. */
const PIECE_BYTES = 4096

/** `bytes=100-` and `bytes=100-199`; anything else is none. */
function readRange(request: IncomingMessage, length: number): { start: number; end: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  if (first === '') return null
  return { start: Number(first), end: last === '' ? length : Math.min(Number(last) + 1, length) }
}

/** Answers with a content or the range of it that was asked for, piece by piece, with the fault that was ordered. */
export async function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  content: Buffer,
  { fault, transfer, onSent }: { fault: HubFault | null; transfer: Transfer; onSent: () => void },
): Promise<void> {
  const range =
    fault?.what === 'no-ranges' || fault?.what === 'endless' ? null : readRange(request, content.length)
  if (range !== null && range.start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
    return
  }
  const { start, end } = range ?? { start: 0, end: content.length }
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
  }
  if (fault?.what !== 'endless') headers['content-length'] = `${end - start}`
  if (range !== null) headers['content-range'] = `bytes ${start}-${end - 1}/${content.length}`
  response.writeHead(range === null ? 200 : 206, headers)
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const bytes = Buffer.from(content)
  if (fault?.what === 'wrong-byte') bytes[fault.atByte] = (bytes[fault.atByte] ?? 0) ^ 1
  const cutAt = fault?.what === 'cut' ? fault.atByte : Number.POSITIVE_INFINITY
  Object.assign(transfer, { start })
  const send = async (piece: Buffer) => {
    transfer.sentBytes += piece.length
    onSent()
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')])
    await setImmediate()
  }
  for (let at = start; at < end && !response.destroyed; at += PIECE_BYTES) {
    const stop = Math.min(at + PIECE_BYTES, end, Math.max(at, cutAt))
    if (stop > at) await send(bytes.subarray(at, stop))
    if (stop >= cutAt) {
      response.destroy()
      return
    }
  }
  while (fault?.what === 'endless' && !response.destroyed) await send(Buffer.alloc(PIECE_BYTES))
  response.end()
}
