import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** Hex digits of a SHA-256. */
const SHA256_LENGTH = 64

/**
 * The hash under which the hub knows a content: SHA-256 for what git keeps outside of its objects, else git's own: the
 * SHA-1 of `blob <size>\0` and the content (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects).
 */
function startHash(expected: string, sizeBytes: number): Hash {
  if (expected.length === SHA256_LENGTH) return createHash('sha256')
  return createHash('sha1').update(`blob ${sizeBytes}\0`)
}

/** The hash of `bytes`, of the kind that `expected` is. */
export function hashBytes(bytes: Uint8Array, expected: string): string {
  return startHash(expected, bytes.length).update(bytes).digest('hex')
}

export interface HashOptions {
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: ((count: number) => void) | undefined
}

/** The hash of a file, of the kind that `expected` is; memory does not grow with the file. */
export async function hashContent(
  file: string,
  expected: string,
  sizeBytes: number,
  { signal, onBytes }: HashOptions = {},
): Promise<string> {
  const hash = startHash(expected, sizeBytes)
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) {
    signal?.throwIfAborted()
    hash.update(chunk)
    onBytes?.(chunk.length)
  }
  return hash.digest('hex')
}
