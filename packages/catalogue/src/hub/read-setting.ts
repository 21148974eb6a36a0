import { readFile } from 'node:fs/promises'
import { isObject } from '../import/read-source-json.ts'
import { type CacheFolder, findCached } from './cache-folder.ts'
import { hashBytes } from './content-hash.ts'
import type { HubClient } from './hub-client.ts'
import type { RepositoryInfo } from './repository-info.ts'

/** Gives a JSON file of a repository; null where there is none, or it is none. */
export type ReadSetting = (path: string) => Promise<unknown>

/** Reads small files of a repository: from the cache where they lie in it, else from the hub, without keeping them. */
export function settingsReader(
  info: RepositoryInfo,
  cache: CacheFolder,
  client: HubClient,
  signal: AbortSignal | undefined,
): ReadSetting {
  return async (path) => {
    const file = info.files.find((one) => one.path === path)
    if (file === undefined) return null
    const place = await findCached(cache, info.revision, file)
    const kept = place === null ? null : await readFile(place)
    const isSound = kept !== null && hashBytes(kept, file.hash) === file.hash
    const text = isSound ? kept.toString('utf8') : await client.readText(info, file, signal)
    try {
      return JSON.parse(text)
    } catch {
      return null
    }
  }
}

/** Whether a repository has a rule that turns messages into one text. */
export async function hasChatTemplate({ files }: RepositoryInfo, read: ReadSetting): Promise<boolean> {
  if (files.some(({ path }) => path === 'chat_template.jinja' || path === 'chat_template.json')) return true
  const config = await read('tokenizer_config.json')
  const template = isObject(config) ? config['chat_template'] : undefined
  return (typeof template === 'string' || Array.isArray(template)) && template.length > 0
}
