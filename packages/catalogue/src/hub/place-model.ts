import { AppError, type ModelManifest, modelIdSchema, type PullPrecision } from '@trialogue/contract'
import type { RepositoryInfo } from './repository-info.ts'

/**
 * The id that a pulled model gets: that of the repository, with the precision behind it where another precision has the
 * repository's already. The same precision from another commit takes the place of the older one. Throws CONFLICT.
 */
export function placeModel(
  manifests: readonly ModelManifest[],
  info: Pick<RepositoryInfo, 'name' | 'revision'>,
  precision: PullPrecision,
): { readonly modelId: string; readonly isInstalled: boolean } {
  const same = manifests.find(
    ({ repository, pulled }) => repository?.name === info.name && pulled?.precision === precision,
  )
  if (same !== undefined) {
    return { modelId: same.id, isInstalled: same.repository?.revision === info.revision }
  }
  const ids = new Set(manifests.map(({ id }) => id))
  const free = [`hf:${info.name}`, `hf:${info.name}:${precision}`].find((id) => !ids.has(id))
  const modelId = modelIdSchema.safeParse(free)
  if (modelId.success) return { modelId: modelId.data, isInstalled: false }
  throw new AppError('CONFLICT', `There is a model “hf:${info.name}” already. Remove it first.`, {
    details: { modelId: `hf:${info.name}` },
  })
}
