import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Removes a model's folder. It is gone for everybody at once, since a hidden folder is no model; then its files are
 * deleted, however long that takes.
 */
export async function removeModel(folder: string): Promise<void> {
  const doomed = join(dirname(folder), `.${basename(folder)}.${process.pid}.removed`)
  await rm(doomed, { recursive: true, force: true })
  await rename(folder, doomed)
  await rm(doomed, { recursive: true, force: true })
}
