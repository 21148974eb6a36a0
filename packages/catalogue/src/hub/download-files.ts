import { type DownloadOptions, downloadFile } from './download-file.ts'
import type { RepositoryFile } from './repository-info.ts'

/** Files that are fetched at the same time. */
const PARALLEL = 4

/**
 * Brings several files into the cache, some at a time, the largest first. When one fails, the others are stopped, with
 * what they have kept. Throws what `downloadFile` throws.
 */
export async function downloadFiles(
  files: readonly RepositoryFile[],
  options: DownloadOptions,
): Promise<void> {
  // Two names of one content are fetched once: the second only gets its link.
  const waiting = files.toSorted((a, b) => b.sizeBytes - a.sizeBytes)
  const stop = new AbortController()
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal])
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      await downloadFile(file, { ...options, signal })
    }
  }
  const failures: unknown[] = []
  const workers = Array.from({ length: Math.min(PARALLEL, files.length) }, () =>
    work().catch((thrown: unknown) => {
      failures.push(thrown)
      stop.abort(thrown)
    }),
  )
  await Promise.all(workers)
  options.signal?.throwIfAborted()
  if (failures.length > 0) throw failures[0]
}
