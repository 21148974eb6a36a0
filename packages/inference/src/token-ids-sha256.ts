import { createHash } from 'node:crypto'

/** SHA-256 of token ids as little-endian uint32, as lower-case hex: the identity of a model input. */
export function tokenIdsSha256(tokenIds: readonly number[]): string {
  const bytes = Buffer.alloc(tokenIds.length * 4)
  for (const [index, id] of tokenIds.entries()) bytes.writeUInt32LE(id, index * 4)
  return createHash('sha256').update(bytes).digest('hex')
}
