import { copyFile, link, mkdir, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError, type ModelFile, type ModelManifest, modelManifestSchema } from '@trialogue/contract'
import { convertCheckpoint, type WeightPrecision, weightPrecisions, writeFolder } from '@trialogue/onnx'
import { toImportError } from '../import/import-error.ts'
import type { LocalModel } from '../local-model.ts'
import { saveManifest } from '../manifest-file.ts'
import { writeManifest } from '../write-manifest.ts'
import { type CacheFolder, findCached } from './cache-folder.ts'
import { hashContent } from './content-hash.ts'
import type { PreparedPull } from './plan-pull.ts'
import type { RepositoryFile } from './repository-info.ts'

export interface InstallOptions {
  readonly cache: CacheFolder
  /** Where models live, one folder each. */
  readonly modelsFolder: string
  readonly signal?: AbortSignal | undefined
  /** Of a conversion. */
  readonly onProgress?: (progress: { readonly writtenBytes: number; readonly totalBytes: number }) => void
}

/**
 * Makes a model of files that lie in the cache: a folder with a manifest and links to them, or with what the converter
 * made of them. It takes the place of an older one with the same id, whole or not at all.
 * Throws DOWNLOAD_CORRUPT, MODEL_CORRUPT, INVALID_REQUEST, DISK_FULL, and the signal's reason.
 */
export async function installModel(pull: PreparedPull, options: InstallOptions): Promise<LocalModel> {
  const { id } = pull.description
  const folder = join(options.modelsFolder, id.replace(/[^A-Za-z0-9._-]+/g, '-'))
  const manifest = await replaceFolder(folder, (fresh) =>
    pull.variant.action === 'use' ? linkFiles(pull, fresh, options) : convert(pull, fresh, options),
  )
  return { manifest, folder }
}

/** Makes a new folder beside the one that may be there already, and exchanges them. */
async function replaceFolder<Result>(
  folder: string,
  make: (fresh: string) => Promise<Result>,
): Promise<Result> {
  // Hidden folders are no models.
  const fresh = join(dirname(folder), `.${basename(folder)}.fresh`)
  const old = join(dirname(folder), `.${process.pid}.${Date.now()}.replaced`)
  await rm(fresh, { recursive: true, force: true })
  try {
    const result = await make(fresh)
    const isThere = await rename(folder, old).then(
      () => true,
      () => false,
    )
    await rename(fresh, folder).catch(async (thrown: unknown) => {
      if (isThere) await rename(old, folder)
      throw thrown
    })
    await rm(old, { recursive: true, force: true })
    return result
  } catch (thrown) {
    await rm(fresh, { recursive: true, force: true })
    throw toImportError(thrown)
  }
}

async function convert(
  { description, info, variant }: PreparedPull,
  output: string,
  { cache, signal, onProgress }: InstallOptions,
): Promise<ModelManifest> {
  const manifests: ModelManifest[] = []
  await convertCheckpoint({
    folder: cache.snapshot(info.revision),
    output,
    precision: convertedPrecision(variant.precision),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    complete: async (draft) => {
      manifests.push(await writeManifest(draft, description))
    },
  })
  const [manifest] = manifests
  if (manifest === undefined) throw new Error(`${output} was made without a manifest.`)
  return manifest
}

function convertedPrecision(precision: string): WeightPrecision {
  const found = weightPrecisions.find((one) => one === precision)
  if (found !== undefined) return found
  throw new Error(`A checkpoint cannot be converted to ${precision}.`)
}

function linkFiles(
  { description, info, variant }: PreparedPull,
  output: string,
  { cache, signal }: InstallOptions,
): Promise<ModelManifest> {
  return writeFolder(output, async (draft) => {
    const files: ModelFile[] = []
    for (const file of variant.files) {
      signal?.throwIfAborted()
      files.push(await linkFile(file, draft, cache, info.revision, signal))
    }
    files.sort((a, b) => (a.path < b.path ? -1 : 1))
    const manifest = modelManifestSchema.parse({ formatVersion: 1, ...description, files })
    await saveManifest(draft, manifest)
    return manifest
  })
}

/** A link to a file in the cache; where there can be none, the same file under two names, or a copy. */
async function linkFile(
  file: RepositoryFile,
  draft: string,
  cache: CacheFolder,
  revision: string,
  signal: AbortSignal | undefined,
): Promise<ModelFile> {
  const { path, sizeBytes } = file
  const source = await findCached(cache, revision, file)
  if (source === null) {
    throw new AppError('DOWNLOAD_CORRUPT', `${path} is not in the cache any more. Pull the model again.`, {
      details: { path, reason: 'missing' },
    })
  }
  const place = join(draft, path)
  await mkdir(dirname(place), { recursive: true })
  await symlink(source, place)
    .catch(() => link(source, place))
    .catch(() => copyFile(source, place))
  const isLarge = file.hash.length === 64
  const sha256 = isLarge ? file.hash : await hashContent(source, '0'.repeat(64), sizeBytes, { signal })
  return { path, sizeBytes, sha256 }
}
