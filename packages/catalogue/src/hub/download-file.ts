import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '@trialogue/contract'
import { freeDiskBytes } from '../free-disk-bytes.ts'
import { type CacheFolder, cacheFolder, findCached, linkIntoSnapshot } from './cache-folder.ts'
import { hashContent } from './content-hash.ts'
import { withFileLock } from './file-lock.ts'
import type { HubClient } from './hub-client.ts'
import type { HubAnswer } from './hub-request.ts'
import { MIN_FREE_BYTES } from './min-free-bytes.ts'
import type { RepositoryFile, RepositoryInfo } from './repository-info.ts'
import { wait as realWait, type Wait } from './wait.ts'

export interface DownloadOptions {
  readonly client: HubClient
  readonly cache: CacheFolder
  readonly info: RepositoryInfo
  /** How much is asked for at once: no more than this is fetched a second time after a crash. */
  readonly chunkBytes?: number
  /** What must stay free on the disk. */
  readonly minFreeBytes?: number
  /** Free bytes where a folder is; tests tell of disks that they have not. */
  readonly freeDiskBytes?: (folder: string) => Promise<number>
  readonly signal?: AbortSignal | undefined
  /**
   * Called with the bytes that are there: those that came, those that came earlier (`isNew` is false), and a negative
   * count when some have to come again.
   */
  readonly onBytes?: (count: number, isNew: boolean) => void
  /** Called with the bytes of a file that was fetched, as they are compared with its hash. */
  readonly onVerified?: (count: number) => void
  readonly wait?: Wait
}

const CHUNK_BYTES = 32 * 2 ** 20
/** Attempts in a row that bring nothing. */
const MAX_FRUITLESS = 6
const FIRST_BACK_OFF_MS = 500

/**
 * Brings one file into the cache, and links it into the commit's folder. What was fetched before is gone on with; what is
 * there in whole is left alone. It gets its name in the cache only when its size and hash are what the hub said.
 * Throws DOWNLOAD_CORRUPT (what was fetched is deleted), DISK_FULL, what `HubClient` throws, and the signal's reason
 * (what was fetched is kept).
 */
export async function downloadFile(file: RepositoryFile, options: DownloadOptions): Promise<void> {
  const { cache, info, signal, onBytes } = options
  await withFileLock(cache.lock(file.hash), signal, async () => {
    if ((await findCached(cache, info.revision, file)) === null) await fetchBlob(file, options)
    else onBytes?.(file.sizeBytes, false)
    await linkIntoSnapshot(cache, info, file)
  })
}

async function fetchBlob(file: RepositoryFile, options: DownloadOptions): Promise<void> {
  const { cache, signal, onBytes, onVerified } = options
  const blob = cache.blob(file.hash)
  const incomplete = `${blob}.incomplete`
  await mkdir(dirname(blob), { recursive: true })
  await refuseToFill(incomplete, file, options)
  const target = await open(incomplete, 'a')
  try {
    await fetchContent(target, file, options)
    await target.sync()
  } catch (thrown) {
    throw toDownloadError(thrown)
  } finally {
    await target.close()
  }
  const hash = await hashContent(incomplete, file.hash, file.sizeBytes, { signal, onBytes: onVerified })
  if (hash !== file.hash) {
    await rm(incomplete, { force: true })
    onBytes?.(-file.sizeBytes, false)
    throw corrupt(file, 'hash', `its hash is ${hash}, not ${file.hash}`)
  }
  await rename(incomplete, blob)
  await syncFolder(dirname(blob))
}

/** Fetches what is missing behind what is there, piece by piece. */
async function fetchContent(
  target: FileHandle,
  file: RepositoryFile,
  options: DownloadOptions,
): Promise<void> {
  const { chunkBytes = CHUNK_BYTES, signal, onBytes, wait = realWait } = options
  let { size: length } = await target.stat()
  if (length > file.sizeBytes) {
    await target.truncate(0)
    length = 0
  }
  onBytes?.(length, false)
  let fruitless = 0
  while (length < file.sizeBytes) {
    signal?.throwIfAborted()
    await refuseToFill(options.cache.blob(file.hash), file, options)
    const end = Math.min(length + chunkBytes, file.sizeBytes)
    const before = length
    length = await fetchPiece(target, file, { start: length, end }, options)
    fruitless = length > before ? 0 : fruitless + 1
    if (fruitless >= MAX_FRUITLESS) throw breaksOff(file)
    if (fruitless > 0) await wait(FIRST_BACK_OFF_MS * 2 ** (fruitless - 1), signal)
  }
}

/** Fetches what comes of a piece before the connection ends, and gives the file's length then. */
async function fetchPiece(
  target: FileHandle,
  file: RepositoryFile,
  range: { readonly start: number; readonly end: number },
  { client, info, signal, onBytes }: DownloadOptions,
): Promise<number> {
  const answer = await client.openRange(info, file.path, range, signal)
  let length = checkAnswer(answer, file, range.start)
  if (length < range.start) {
    // It begins at the beginning: what is there comes once more.
    await target.truncate(0)
    onBytes?.(-range.start, false)
  }
  try {
    for await (const chunk of answer.body) {
      const bytes: Buffer = chunk
      // More than was asked for, without an end in sight: leaving the loop closes the connection.
      if (length + bytes.length > file.sizeBytes) throw await refuseLonger(target, file, length, onBytes)
      await writeAll(target, bytes)
      length += bytes.length
      onBytes?.(bytes.length, true)
    }
  } catch (thrown) {
    signal?.throwIfAborted()
    if (!isConnectionLoss(thrown)) throw thrown
  }
  return length
}

function breaksOff({ path }: RepositoryFile): AppError {
  const message = `The connection breaks off again and again at ${path}. Resume the pull later.`
  return new AppError('HUB_UNREACHABLE', message, { details: { path } })
}

/** Where the answer begins. Throws DOWNLOAD_CORRUPT for one that belongs to another content. */
function checkAnswer(answer: HubAnswer, file: RepositoryFile, wanted: number): number {
  const { status } = answer
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.header('content-range') ?? '')
  const total = range?.[2] ?? answer.header('content-length')
  const isOther = status === 416 || (range?.[2] !== '*' && total !== null && Number(total) !== file.sizeBytes)
  const start = status === 206 ? Number(range?.[1] ?? Number.NaN) : 0
  if (!isOther && (start === wanted || start === 0)) return start
  // Nothing more of it is read.
  answer.body.destroy()
  throw corrupt(file, 'size', `the hub sends ${total ?? 'another number of'} bytes, not ${file.sizeBytes}`)
}

async function refuseLonger(
  target: FileHandle,
  file: RepositoryFile,
  length: number,
  onBytes: DownloadOptions['onBytes'],
): Promise<AppError> {
  await target.truncate(0)
  onBytes?.(-length, false)
  return corrupt(file, 'size', `more bytes come than the ${file.sizeBytes} that the hub told of`)
}

/** Throws DISK_FULL rather than take the last of the disk, on which the database lives too. */
async function refuseToFill(
  place: string,
  file: RepositoryFile,
  {
    minFreeBytes = MIN_FREE_BYTES,
    chunkBytes = CHUNK_BYTES,
    freeDiskBytes: read = freeDiskBytes,
  }: DownloadOptions,
): Promise<void> {
  const free = await read(dirname(place))
  if (free - Math.min(chunkBytes, file.sizeBytes) >= minFreeBytes) return
  throw diskFull(`The disk has ${free} bytes left; ${minFreeBytes} stay free.`, {
    freeBytes: free,
    minFreeBytes,
  })
}

async function writeAll(target: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await target.write(bytes, done)).bytesWritten
}

/** A name is only safe once its folder is on the disk; some systems do not know how to do that. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

function corrupt({ path }: RepositoryFile, reason: 'hash' | 'size', what: string): AppError {
  const message = `What came of ${path} is not what the hub says it is: ${what}. It was deleted; pull again.`
  return new AppError('DOWNLOAD_CORRUPT', message, { details: { path, reason } })
}

function diskFull(message: string, details: AppError['details'] = {}, cause?: unknown): AppError {
  return new AppError('DISK_FULL', `${message} Make room and resume the pull: what was fetched is kept.`, {
    details,
    cause,
  })
}

function toDownloadError(thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  return isFull ? diskFull('The disk became full during the download.', {}, thrown) : thrown
}

/** What undici says of a connection that ended early or fell silent; anything else is no reason to try again. */
function isConnectionLoss(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  return /^(UND_ERR_(SOCKET|BODY_TIMEOUT|RES_EXCEEDED_MAX_SIZE|RES_CONTENT_LENGTH_MISMATCH|INFO)|ECONNRESET|EPIPE|ETIMEDOUT|HPE_\w+)$/.test(
    code,
  )
}

/** Deletes what was fetched in part, but not what somebody else is fetching right now. */
export async function removePartialFiles(
  hubCache: string,
  repository: string,
  files: readonly FetchedFile[],
): Promise<void> {
  const cache = cacheFolder(hubCache, repository)
  for (const { hash } of files) {
    const isHeld = (await stat(cache.lock(hash)).catch(() => null)) !== null
    if (!isHeld) await rm(`${cache.blob(hash)}.incomplete`, { force: true })
  }
}

/** What of a repository's file is needed to find it in the cache. */
type FetchedFile = Pick<RepositoryFile, 'hash' | 'sizeBytes'>

/** Bytes that are still to come, of files that may be there in part. */
export async function missingBytes(
  hubCache: string,
  repository: string,
  files: readonly FetchedFile[],
): Promise<number> {
  const cache = cacheFolder(hubCache, repository)
  const sizeOf = async (path: string) => (await stat(path).catch(() => null))?.size ?? 0
  let sum = 0
  for (const { hash, sizeBytes } of files) {
    const blob = cache.blob(hash)
    const thereBytes = (await sizeOf(blob)) || (await sizeOf(`${blob}.incomplete`))
    sum += Math.max(0, sizeBytes - thereBytes)
  }
  return sum
}
