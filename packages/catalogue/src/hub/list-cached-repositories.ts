import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CachedRepository } from '@trialogue/contract'
import { findModels } from '../find-models.ts'
import { cacheFolder } from './cache-folder.ts'
import { describeCached } from './cached-info.ts'
import { describeArchitecture } from './describe-architecture.ts'
import { findMember } from './families.ts'
import { listVariants } from './list-variants.ts'

/** `models--org--name`; a name has no `--` in it. */
const folderName = /^models--([A-Za-z0-9._-]+?)--([A-Za-z0-9._-]+)$/

/** The repositories in the cache of which a model can be made without the hub, by name; the newest commit of each. */
export async function listCachedRepositories(
  hubCache: string,
  modelsFolder: string,
): Promise<CachedRepository[]> {
  const { models } = await findModels(modelsFolder)
  const repositories: CachedRepository[] = []
  for (const entry of (await readdir(hubCache).catch(() => [])).sort()) {
    const [, organization, name] = folderName.exec(entry) ?? []
    if (organization === undefined || name === undefined) continue
    const found = await describeRunnable(hubCache, `${organization}/${name}`)
    if (found === null) continue
    const installed = models.find(({ manifest }) => manifest.repository?.name === found.repository.name)
    repositories.push({ ...found, modelId: installed?.manifest.id ?? null })
  }
  return repositories
}

async function describeRunnable(
  hubCache: string,
  name: string,
): Promise<Omit<CachedRepository, 'modelId'> | null> {
  const info = await describeCached(hubCache, { name, revision: null })
  if (info === null) return null
  const config = join(cacheFolder(hubCache, name).snapshot(info.revision), 'config.json')
  const architecture = describeArchitecture(parseJson(await readFile(config, 'utf8').catch(() => '')))
  const precisions = listVariants(info.files, {
    isConvertible: architecture.obstacle === null,
    prefersCheckpoint: findMember(name) !== undefined,
  }).map(({ precision }) => precision)
  if (precisions.length === 0) return null
  return {
    repository: { name, revision: info.revision },
    sizeBytes: info.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    precisions,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
