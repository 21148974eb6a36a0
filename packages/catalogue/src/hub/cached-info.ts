import { readdir, readFile, readlink, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readCardFields } from '../import/read-model-card.ts'
import { type CacheFolder, cacheFolder, readReference } from './cache-folder.ts'
import { isSafePath } from './file-names.ts'
import type { RepositoryReference } from './parse-repository.ts'
import type { RepositoryFile, RepositoryInfo } from './repository-info.ts'

/** What lies in the cache of a repository, as the hub would describe it; null where there is nothing of it. */
export async function describeCached(
  hubCache: string,
  { name, revision }: RepositoryReference,
): Promise<RepositoryInfo | null> {
  const cache = cacheFolder(hubCache, name)
  const chosen = revision ?? 'main'
  const commit = /^[0-9a-f]{40}$/.test(chosen) ? chosen : await readReference(cache, chosen)
  if (commit === null) return null
  const files = await listFiles(cache, commit)
  if (files.length === 0) return null
  const card = await readFile(join(cache.snapshot(commit), 'README.md'), 'utf8').catch(() => '')
  const fields = readCardFields(card)
  const [licence = 'unknown'] = [...fields('license_name'), ...fields('license')]
  return {
    name,
    revision: commit,
    isGated: false,
    licence,
    languages: fields('language'),
    tags: fields('tags'),
    baseModels: fields('base_model'),
    files,
    refusedPaths: [],
  }
}

/** Files of one commit that are there in whole: links whose target is there. Of copies nobody knows the hash. */
async function listFiles(cache: CacheFolder, commit: string): Promise<RepositoryFile[]> {
  const root = cache.snapshot(commit)
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  const files: RepositoryFile[] = []
  for (const entry of entries) {
    const place = join(entry.parentPath, entry.name)
    const path = place.slice(root.length + 1).replaceAll('\\', '/')
    const target = await readlink(place).catch(() => null)
    const hash = target === null ? '' : basename(target)
    if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(hash) || !isSafePath(path)) continue
    const found = await stat(cache.blob(hash)).catch(() => null)
    if (found?.isFile()) files.push({ path, sizeBytes: found.size, hash })
  }
  return files.sort((a, b) => a.path.localeCompare(b.path, 'en'))
}
