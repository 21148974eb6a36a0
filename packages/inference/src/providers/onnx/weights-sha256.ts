import { createHash } from 'node:crypto'
import type { ModelManifest } from '@trialogue/contract'

/**
 * The identity of a model's weights: the SHA-256 of the one file that holds them, or that of the hashes of several, each
 * on a line, in their order. Null where the manifest lacks one of them.
 */
export function weightsSha256({ files }: ModelManifest, weightFiles: readonly string[]): string | null {
  const hashes = weightFiles.flatMap((path) => files.find((file) => file.path === path)?.sha256 ?? [])
  const [first] = hashes
  if (first === undefined || hashes.length < weightFiles.length) return null
  if (hashes.length === 1) return first
  return createHash('sha256')
    .update(hashes.map((hash) => `${hash}\n`).join(''))
    .digest('hex')
}
