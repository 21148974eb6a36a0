import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type ModelFile, type ModelManifest, modelManifestSchema } from '@trialogue/contract'
import { hashFile } from './hash-file.ts'
import { manifestFileName, saveManifest } from './manifest-file.ts'
import { openModelFile } from './open-model-file.ts'

/**
 * Writes `manifest.json` for the files that lie in `folder` now (subfolders too, hidden files apart), each with its
 * size in bytes and SHA-256, in the order of their paths. Returns what it wrote.
 * Throws MODEL_CORRUPT when a file is a link, a ZodError when the description or a file's name is not allowed.
 */
export async function writeManifest(
  folder: string,
  description: Omit<ModelManifest, 'files' | 'formatVersion'>,
): Promise<ModelManifest> {
  const files: ModelFile[] = []
  for (const path of await listFiles(folder)) files.push(await describeFile(folder, path))
  const manifest = modelManifestSchema.parse({ formatVersion: 1, ...description, files })
  await saveManifest(folder, manifest)
  return manifest
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep))
    .filter((segments) => !segments.some((segment) => segment.startsWith('.')))
    .map((segments) => segments.join('/'))
    .filter((path) => path !== manifestFileName)
    .sort()
}

async function describeFile(folder: string, path: string): Promise<ModelFile> {
  const file = await openModelFile(folder, path)
  try {
    return { path, sizeBytes: (await file.stat()).size, sha256: await hashFile(file) }
  } finally {
    await file.close()
  }
}
