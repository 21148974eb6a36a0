import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AppError } from '@trialogue/contract'
import type { OutboundLimits } from './outbound-limits.ts'

type BodyLimits = Pick<OutboundLimits, 'bodyBytes' | 'inflateRatio'>

const decompressors = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** What small bodies may swell to before the ratio counts. */
const freeBytes = 2 ** 20

/** A body as it was before it was compressed, never more of it than the limits allow: throws UPSTREAM_INVALID. */
export async function* readBody(
  body: Readable,
  encoding: string | undefined,
  limits: BodyLimits,
): AsyncGenerator<Buffer> {
  let sentBytes = 0
  let bodyBytes = 0
  const plain = decompress(body, encoding)
  if (plain !== body) {
    body.on('data', (chunk: Buffer) => {
      sentBytes += chunk.length
    })
  }
  try {
    for await (const chunk of plain) {
      bodyBytes += chunk.length
      if (bodyBytes > limits.bodyBytes) throw tooLong('The server sent more than one answer may have.')
      if (bodyBytes > freeBytes && plain !== body && bodyBytes > sentBytes * limits.inflateRatio) {
        throw tooLong('What the server sent compressed swells to far more than text does.')
      }
      yield chunk
    }
  } finally {
    plain.destroy()
    body.destroy()
  }
}

/** A body that is small by its nature: a list, an error. */
export async function readText(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts).toString('utf8')
}

function decompress(body: Readable, encoding = 'identity'): Readable {
  const name = encoding.trim().toLowerCase()
  if (name === 'identity' || name === '') return body
  const create = decompressors[name as keyof typeof decompressors]
  if (create === undefined) {
    body.destroy()
    throw new AppError(
      'UPSTREAM_INVALID',
      `The server compressed its answer as "${name}", which was not asked for.`,
    )
  }
  // Whoever reads gets the error; the callback only keeps it from being thrown at nobody.
  return pipeline(body, create(), () => {})
}

function tooLong(message: string): AppError {
  return new AppError('UPSTREAM_INVALID', `${message} It was cut off.`, { details: { reason: 'too-long' } })
}
