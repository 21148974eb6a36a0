import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, type ModelManifest, modelManifestSchema } from '@trialogue/contract'

/** Lies beside a model's files and describes them; it is not one of them. */
export const manifestFileName = 'manifest.json'

/** Reads and checks a folder's manifest. Null when there is none; throws MODEL_CORRUPT when it cannot be understood. */
export async function readManifest(folder: string): Promise<ModelManifest | null> {
  const text = await readFile(join(folder, manifestFileName), 'utf8').catch((cause: unknown) => {
    if (isMissing(cause)) return null
    throw unreadable(folder, cause)
  })
  if (text === null) return null
  try {
    return modelManifestSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw unreadable(folder, cause)
  }
}

/** Replaces a folder's manifest in one step: a reader sees the old one or the new one, never half of one. */
export async function saveManifest(folder: string, manifest: ModelManifest): Promise<void> {
  const draft = join(folder, `.${manifestFileName}.draft`)
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(draft, join(folder, manifestFileName))
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
}

function unreadable(folder: string, cause: unknown): AppError {
  const message = `${manifestFileName} of a model cannot be understood. Install the model again.`
  return new AppError('MODEL_CORRUPT', message, {
    details: { path: manifestFileName, reason: 'manifest' },
    cause: new Error(`In ${folder}`, { cause }),
  })
}
