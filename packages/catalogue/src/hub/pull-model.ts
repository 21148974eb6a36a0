import { AppError } from '@trialogue/contract'
import type { LocalModel } from '../local-model.ts'
import { cacheFolder, findCached, linkIntoSnapshot, writeReference } from './cache-folder.ts'
import { hashContent } from './content-hash.ts'
import type { DownloadOptions } from './download-file.ts'
import { downloadFiles } from './download-files.ts'
import { installModel } from './install-model.ts'
import type { PreparedPull, PullContext } from './plan-pull.ts'
import type { RepositoryFile } from './repository-info.ts'
import { createTransferRate } from './transfer-rate.ts'

/** How far a pull is. Bytes are those of the step. */
export interface PullProgress {
  readonly step: 'downloading' | 'verifying' | 'converting'
  readonly doneBytes: number
  readonly totalBytes: number
  /** Null while nothing moves. */
  readonly bytesPerSecond: number | null
  readonly remainingMs: number | null
}

export interface PullModelOptions
  extends Pick<PullContext, 'settings' | 'client' | 'modelsFolder' | 'signal'>,
    Pick<DownloadOptions, 'chunkBytes' | 'minFreeBytes' | 'freeDiskBytes' | 'wait'> {
  readonly onProgress?: (progress: PullProgress) => void
}

/**
 * Carries out what `planPull` has planned: fetches what is missing, checks what other tools have fetched, and makes a
 * model of it. When the signal is aborted, what was fetched is kept, and the same call goes on from there.
 * Throws what `downloadFile` and `installModel` throw.
 */
export async function pullModel(pull: PreparedPull, options: PullModelOptions): Promise<LocalModel> {
  const { settings, client, modelsFolder, signal } = options
  const { info, variant, reference } = pull
  const cache = cacheFolder(settings.cacheFolder, info.name)
  const found: RepositoryFile[] = []
  const missing: RepositoryFile[] = []
  for (const file of variant.files) {
    const isThere = (await findCached(cache, info.revision, file)) !== null
    ;(isThere ? found : missing).push(file)
  }
  const download = { ...options, client, cache, info }

  const fetching = createStep('downloading', sumOf(missing), options)
  await downloadFiles(missing, { ...download, onBytes: fetching.add })
  // What was found was maybe fetched long ago, or by a tool that does not check it.
  const checking = createStep('verifying', sumOf(found), options)
  for (const file of found) await checkFound(file, checking.add)
  await writeReference(cache, reference, info.revision)

  let converting: ReturnType<typeof createStep> | null = null
  let convertedBytes = 0
  return installModel(pull, {
    cache,
    modelsFolder,
    signal,
    onProgress({ writtenBytes, totalBytes }) {
      converting ??= createStep('converting', totalBytes, options)
      converting.add(writtenBytes - convertedBytes)
      convertedBytes = writtenBytes
    },
  })

  async function checkFound(file: RepositoryFile, onBytes: (count: number) => void): Promise<void> {
    const place = await findCached(cache, info.revision, file)
    const isSound =
      place !== null &&
      (await hashContent(place, file.hash, file.sizeBytes, { signal, onBytes })) === file.hash
    if (isSound) return linkIntoSnapshot(cache, info, file)
    throw new AppError(
      'DOWNLOAD_CORRUPT',
      `${file.path} in the cache is damaged: its checksum is wrong. Delete ${cache.blob(file.hash)} and pull again.`,
      { details: { path: file.path, reason: 'hash' } },
    )
  }
}

function createStep(
  step: PullProgress['step'],
  totalBytes: number,
  { onProgress }: Pick<PullModelOptions, 'onProgress'>,
) {
  const rate = createTransferRate()
  let doneBytes = 0
  const tell = () => {
    const bytesPerSecond = rate.bytesPerSecond()
    const remainingMs =
      bytesPerSecond === null || bytesPerSecond === 0
        ? null
        : Math.round((1000 * Math.max(0, totalBytes - doneBytes)) / bytesPerSecond)
    onProgress?.({ step, doneBytes: Math.max(0, doneBytes), totalBytes, bytesPerSecond, remainingMs })
  }
  tell()
  return {
    add(count: number, isNew = true) {
      doneBytes += count
      // What lay there from an earlier attempt says nothing about the speed.
      if (isNew) rate.add(count)
      tell()
    },
  }
}

function sumOf(files: readonly RepositoryFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
