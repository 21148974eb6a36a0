import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { AppError, type ModelManifest } from '@trialogue/contract'

/** What a model's manifest says of where it came from. */
type Origin = Pick<ModelManifest, 'repository' | 'pulled'>

/**
 * Opens a file inside a model's folder for reading, following no symbolic link on the way: a link could name
 * any file of this machine. The files of a pulled model are links into its repository's folder in the cache, and only
 * into that. `path` is relative with forward slashes, as manifests write it.
 * Throws MODEL_CORRUPT with `details.path` and `details.reason` (`missing` or `link`).
 */
export async function openModelFile(folder: string, path: string, origin: Origin = {}): Promise<FileHandle> {
  const root = await realpath(folder).catch(() => folder)
  const wanted = join(root, path)
  const actual = await realpath(wanted).catch((cause: unknown) => {
    throw corrupt(path, 'missing', `The model file ${path} is missing. Install the model again.`, cause)
  })
  const link = () =>
    corrupt(path, 'link', `The model file ${path} is reached through a link, which models may not use.`)
  if (actual !== wanted && !(await isInCache(actual, origin))) throw link()
  const file = await open(actual, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
    (cause: unknown) => {
      throw corrupt(path, 'missing', `The model file ${path} cannot be read. Install the model again.`, cause)
    },
  )
  if ((await file.stat()).isFile()) return file
  await file.close()
  throw link()
}

/** Whether a file lies in the cache of the repository that the model was pulled from. */
async function isInCache(file: string, { repository, pulled }: Origin): Promise<boolean> {
  const cacheFolder = pulled?.cacheFolder ?? null
  if (cacheFolder === null || repository === undefined) return false
  if (basename(cacheFolder) !== ['models', ...repository.name.split('/')].join('--')) return false
  const root = await realpath(cacheFolder).catch(() => cacheFolder)
  return file.startsWith(root + sep)
}

function corrupt(path: string, reason: string, message: string, cause?: unknown): AppError {
  return new AppError('MODEL_CORRUPT', message, { details: { path, reason }, cause })
}
