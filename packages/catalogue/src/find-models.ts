import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@trialogue/contract'
import { byFamilyAndKind, findBundledModels } from './find-bundled-models.ts'
import type { LocalModel } from './local-model.ts'
import { readManifest } from './manifest-file.ts'

export interface FoundModels {
  readonly models: readonly LocalModel[]
  /** Why a folder among the imported models was left out; the others are not affected. */
  readonly problems: readonly Error[]
}

/**
 * The bundled models, then those imported into `modelsFolder`, each in the order family, kind. Folders without a
 * manifest and hidden ones are no models; an imported one that cannot be understood, or whose id is taken, is a problem.
 * Only manifests are read. Throws MODEL_CORRUPT for a bundled model.
 */
export async function findModels(modelsFolder: string): Promise<FoundModels> {
  const bundled = await findBundledModels()
  const imported: LocalModel[] = []
  const problems: Error[] = []
  const ids = new Set(bundled.map(({ manifest }) => manifest.id))
  const entries = await readdir(modelsFolder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  for (const name of names.filter((one) => !one.startsWith('.')).sort()) {
    const folder = join(modelsFolder, name)
    try {
      const manifest = await readManifest(folder)
      if (manifest === null) continue
      if (ids.has(manifest.id)) throw idTaken(manifest.id, name)
      ids.add(manifest.id)
      imported.push({ manifest, folder })
    } catch (thrown) {
      problems.push(thrown instanceof Error ? thrown : new Error(String(thrown)))
    }
  }
  return { models: [...bundled, ...imported.sort(byFamilyAndKind)], problems }
}

function idTaken(modelId: string, folder: string): AppError {
  const message = `The imported model in ${folder} is left out: another one has its id “${modelId}”.`
  return new AppError('CONFLICT', message, { details: { modelId } })
}
