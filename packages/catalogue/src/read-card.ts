import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelCard } from '@trialogue/contract'

const LIMIT_BYTES = 256 * 1024

/** The README.md of a model's folder, without its front matter; of a longer one, its beginning. */
export async function readCard(folder: string): Promise<ModelCard> {
  const file = await open(join(folder, 'README.md')).catch(() => null)
  if (file === null) return { markdown: null, isCut: false }
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, LIMIT_BYTES)), 0)
    // A character that was cut in two is left out.
    const text = new TextDecoder().decode(buffer.subarray(0, bytesRead), { stream: size > bytesRead })
    return { markdown: text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '').trim(), isCut: size > bytesRead }
  } finally {
    await file.close()
  }
}
