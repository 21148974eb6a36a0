import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { modelKindSchema } from '@trialogue/contract'
import type { LocalModel } from './local-model.ts'
import { readManifest } from './manifest-file.ts'

const bundledFolder = join(import.meta.dirname, '../models')

/**
 * The models that come with Trialogue, family by family, in the order base, instruct, dialog. A folder without a
 * manifest is no model. Only manifests are read: `verifyModel` checks the files.
 * Throws MODEL_CORRUPT when a manifest cannot be understood.
 */
export async function findBundledModels(folder: string = bundledFolder): Promise<LocalModel[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const models: LocalModel[] = []
  for (const entry of entries) {
    if (!entry.isDirectory()) continue
    const path = join(folder, entry.name)
    const manifest = await readManifest(path)
    if (manifest !== null) models.push({ manifest, folder: path })
  }
  return models.sort(byFamilyAndKind)
}

/** The order in which people see models. */
export function byFamilyAndKind({ manifest: a }: LocalModel, { manifest: b }: LocalModel): number {
  const kinds = modelKindSchema.options
  return (
    a.family.localeCompare(b.family, 'en') ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    a.id.localeCompare(b.id, 'en')
  )
}
