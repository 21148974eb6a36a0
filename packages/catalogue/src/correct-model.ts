import type { ModelCorrection, ModelManifest } from '@trialogue/contract'
import type { LocalModel } from './local-model.ts'
import { saveManifest } from './manifest-file.ts'

/** Writes what was guessed wrongly into a model's manifest; its files, and so its identity, stay as they are. */
export async function correctModel(
  { folder, manifest }: LocalModel,
  { kind, name, family }: ModelCorrection,
): Promise<LocalModel> {
  const corrected: ModelManifest = {
    ...manifest,
    kind: kind ?? manifest.kind,
    name: name ?? manifest.name,
    family: family ?? manifest.family,
  }
  await saveManifest(folder, corrected)
  return { folder, manifest: corrected }
}
