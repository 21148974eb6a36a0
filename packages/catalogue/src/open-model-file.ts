import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@trialogue/contract'

/**
 * Opens a file inside a model's folder for reading, following no symbolic link on the way: a link could name
 * any file of this machine. `path` is relative with forward slashes, as manifests write it.
 * Throws MODEL_CORRUPT with `details.path` and `details.reason` (`missing` or `link`).
 */
export async function openModelFile(folder: string, path: string): Promise<FileHandle> {
  const root = await realpath(folder).catch(() => folder)
  const wanted = join(root, path)
  const actual = await realpath(wanted).catch((cause: unknown) => {
    throw corrupt(path, 'missing', `The model file ${path} is missing. Install the model again.`, cause)
  })
  const link = () =>
    corrupt(path, 'link', `The model file ${path} is reached through a link, which models may not use.`)
  if (actual !== wanted) throw link()
  const file = await open(wanted, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
    (cause: unknown) => {
      throw corrupt(path, 'missing', `The model file ${path} cannot be read. Install the model again.`, cause)
    },
  )
  if ((await file.stat()).isFile()) return file
  await file.close()
  throw link()
}

function corrupt(path: string, reason: string, message: string, cause?: unknown): AppError {
  return new AppError('MODEL_CORRUPT', message, { details: { path, reason }, cause })
}
