import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ModelManifest } from '@trialogue/contract'
import { convertCheckpoint, writeFolder } from '@trialogue/onnx'
import type { LocalModel } from '../local-model.ts'
import { writeManifest } from '../write-manifest.ts'
import { toImportError } from './import-error.ts'
import { type ImportOptions, type ImportPlan, planImport } from './plan-import.ts'

export interface ImportProgress {
  readonly writtenBytes: number
  readonly totalBytes: number
}

interface ImportHandlers {
  readonly onProgress?: (progress: ImportProgress) => void
  /** Ends the import soon; nothing is left of it. */
  readonly signal?: AbortSignal
}

const copyChunkBytes = 4 * 1024 * 1024

/** Copies piece by piece, so that a large file can be given up and tells how far it is. */
async function copyFile(
  from: string,
  to: string,
  signal: AbortSignal | undefined,
  onBytes: (count: number) => void,
): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  const source = await open(from)
  const target = await open(to, 'wx')
  try {
    for await (const chunk of source.createReadStream({ autoClose: false, highWaterMark: copyChunkBytes })) {
      signal?.throwIfAborted()
      await target.writeFile(chunk)
      onBytes(chunk.length)
    }
    await target.sync()
  } finally {
    await source.close()
    await target.close()
  }
}

/** Fills `destination` with copies of the plan's files. */
async function copyFiles(
  { destination, files, sizeBytes: totalBytes }: ImportPlan,
  folder: string,
  { onProgress, signal, complete }: ImportHandlers & { readonly complete: (draft: string) => Promise<void> },
): Promise<void> {
  let writtenBytes = 0
  await writeFolder(destination, async (draft) => {
    for (const { path } of files) {
      await copyFile(join(folder, path), join(draft, path), signal, (count) => {
        writtenBytes += count
        onProgress?.({ writtenBytes, totalBytes })
      })
    }
    await complete(draft)
    signal?.throwIfAborted()
  })
}

/**
 * Imports a model from a folder on this machine: converts a checkpoint, or copies ONNX files. It appears among the
 * models whole or not at all. Throws what `planImport` throws, and the signal's reason.
 */
export async function importModel(
  options: ImportOptions,
  handlers: ImportHandlers = {},
): Promise<LocalModel> {
  const { folder } = options
  const plan = await planImport(options)
  const { action, destination, description, precision } = plan
  const manifests: ModelManifest[] = []
  const complete = async (draft: string) => {
    manifests.push(await writeManifest(draft, description))
  }
  try {
    if (action === 'copy') await copyFiles(plan, folder, { ...handlers, complete })
    else await convertCheckpoint({ ...handlers, folder, output: destination, precision, complete })
  } catch (thrown) {
    throw toImportError(thrown)
  }
  const [manifest] = manifests
  if (manifest === undefined) throw new Error(`${destination} was made without a manifest.`)
  return { manifest, folder: destination }
}
