import { realpath, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { LocalModel } from './local-model.ts'

/**
 * The folder of a pulled model's repository in the cache of Hugging Face's tools, as the links of its files lead there;
 * null for a model that has files of its own. https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 */
export async function cachedRepository({ folder, manifest }: LocalModel): Promise<string | null> {
  const { repository, files } = manifest
  if (repository === undefined) return null
  const name = ['models', ...repository.name.split('/')].join('--')
  for (const { path } of files) {
    const file = await realpath(join(folder, path)).catch(() => '/')
    for (let place = file; place !== dirname(place); place = dirname(place)) {
      if (basename(place) === name) return place
    }
  }
  return null
}

/** Removes what is in the cache, unless another model has its files there. False when it was left. */
export async function removeCachedRepository(
  cached: string,
  others: readonly LocalModel[],
): Promise<boolean> {
  for (const other of others) if ((await cachedRepository(other)) === cached) return false
  await rm(cached, { recursive: true, force: true })
  await rm(join(dirname(cached), '.locks', basename(cached)), { recursive: true, force: true })
  return true
}
