import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/** SHA-256 of an open file's content from its start, as lower-case hex; memory does not grow with the file. */
export async function hashFile(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of file.createReadStream({
    autoClose: false,
    start: 0,
    highWaterMark: 1024 * 1024,
  })) {
    hash.update(chunk)
  }
  return hash.digest('hex')
}
