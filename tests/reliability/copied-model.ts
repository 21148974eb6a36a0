import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { findBundledModels, type LocalModel, writeManifest } from '@trialogue/catalogue'

type ModelKind = LocalModel['manifest']['kind']

/**
 * A copy of a bundled model in `root`, called `id`, that may be changed. `change` gets its folder; the manifest then
 * describes the changed files, as that of a stranger's model would.
 */
export async function copyModel(
  root: string,
  id: string,
  kind: ModelKind = 'base',
  change: (folder: string) => void = () => {},
): Promise<LocalModel> {
  const original = (await findBundledModels()).find(({ manifest }) => manifest.kind === kind)
  if (original === undefined) throw new Error(`No bundled model is of the kind ${kind}.`)
  const folder = join(root, id)
  cpSync(original.folder, folder, { recursive: true })
  change(folder)
  const { files: _, formatVersion: __, ...description } = original.manifest
  return { folder, manifest: await writeManifest(folder, { ...description, id }) }
}
