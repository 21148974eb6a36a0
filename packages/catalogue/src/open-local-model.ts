import { AppError } from '@trialogue/contract'
import type { LocalModel } from './local-model.ts'
import { readManifest } from './manifest-file.ts'

/** The model in a folder. Throws MODEL_CORRUPT when there is none, or when its manifest cannot be understood. */
export async function openLocalModel(folder: string): Promise<LocalModel> {
  const manifest = await readManifest(folder)
  if (manifest !== null) return { manifest, folder }
  throw new AppError('MODEL_CORRUPT', 'The model has no manifest.json any more. Install it again.', {
    details: { path: 'manifest.json', reason: 'missing' },
  })
}
