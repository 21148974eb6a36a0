import {
  copyFile,
  mkdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { AppError } from '@trialogue/contract'
import { checkPath } from './file-names.ts'
import type { RepositoryFile, RepositoryInfo } from './repository-info.ts'

/**
 * One repository in the cache of Hugging Face's tools, laid out as theirs
 * (https://huggingface.co/docs/huggingface_hub/guides/manage-cache): contents by their hash, and a folder for each
 * commit that links to them, so that they see our files and we see theirs.
 */
export interface CacheFolder {
  /** The repository's own folder, an absolute path. */
  readonly path: string
  /** Where a content lies, or will. */
  blob(hash: string): string
  /** Where locks of its contents lie. */
  lock(hash: string): string
  snapshot(revision: string): string
}

export function cacheFolder(hubCache: string, repository: string): CacheFolder {
  const name = ['models', ...repository.split('/')].join('--')
  const path = join(hubCache, name)
  return {
    path,
    blob: (hash) => join(path, 'blobs', hash),
    lock: (hash) => join(hubCache, '.locks', name, `${hash}.trialogue.lock`),
    snapshot: (revision) => join(path, 'snapshots', revision),
  }
}

/** The commit that a branch or tag stood for when it was fetched last; null when it never was. */
export async function readReference(cache: CacheFolder, revision: string): Promise<string | null> {
  const text = await readFile(join(cache.path, 'refs', ...revision.split('/')), 'utf8').catch(() => '')
  return /^[0-9a-f]{40}$/.test(text.trim()) ? text.trim() : null
}

/** Writes down which commit a branch or tag stands for. */
export async function writeReference(cache: CacheFolder, revision: string, commit: string): Promise<void> {
  if (revision === commit || (await readReference(cache, revision)) === commit) return
  const path = join(cache.path, 'refs', ...revision.split('/'))
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.draft`
  await writeFile(draft, commit)
  await rename(draft, path)
}

/** Where a file that is there in whole lies: its content, or a copy at its place in the commit's folder. Null if not. */
export async function findCached(
  cache: CacheFolder,
  revision: string,
  { path, sizeBytes, hash }: RepositoryFile,
): Promise<string | null> {
  // Where links are not possible, the tools keep the files themselves in the commit's folder.
  for (const place of [cache.blob(hash), join(cache.snapshot(revision), path)]) {
    const found = await stat(place).catch(() => null)
    if (found?.isFile() && found.size === sizeBytes) return place
  }
  return null
}

/** Throws DOWNLOAD_CORRUPT for a folder that is reached through a link: what is written there would be anywhere. */
async function refuseOutside(cache: CacheFolder, folder: string): Promise<void> {
  const expected = join(await realpath(cache.path), relative(cache.path, folder))
  if ((await realpath(folder)) === expected) return
  throw new AppError(
    'DOWNLOAD_CORRUPT',
    `${folder} in the cache is a link to elsewhere. Delete it and pull again.`,
    {
      details: { path: relative(cache.path, folder), reason: 'link' },
    },
  )
}

/** Puts a content at its place in the commit's folder: as a link, or as a copy where there can be none. */
export async function linkIntoSnapshot(
  cache: CacheFolder,
  { revision }: Pick<RepositoryInfo, 'revision'>,
  { path, hash }: RepositoryFile,
): Promise<void> {
  checkPath(path)
  const blob = cache.blob(hash)
  if ((await stat(blob).catch(() => null)) === null) return
  const place = join(cache.snapshot(revision), path)
  await mkdir(dirname(place), { recursive: true })
  await refuseOutside(cache, dirname(place))
  const target = relative(dirname(place), blob)
  if ((await readlink(place).catch(() => null)) === target) return
  await rm(place, { force: true })
  await symlink(target, place).catch(async (thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return
    const draft = `${place}.${process.pid}.incomplete`
    await copyFile(blob, draft)
    await rename(draft, place)
  })
}
