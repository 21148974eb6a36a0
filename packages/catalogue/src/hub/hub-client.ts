import { AppError } from '@trialogue/contract'
import { hashBytes } from './content-hash.ts'
import { offline } from './hub-error.ts'
import { createHubRequester, type HubAnswer, type HubRequester } from './hub-request.ts'
import type { HubSettings } from './hub-settings.ts'
import type { RepositoryReference } from './parse-repository.ts'
import { type RepositoryFile, type RepositoryInfo, readRepositoryInfo } from './repository-info.ts'
import type { Wait } from './wait.ts'

/** What can be asked of the hub. Every call may throw HUB_UNREACHABLE, REPOSITORY_NOT_FOUND and REPOSITORY_GATED. */
export interface HubClient {
  /** The repository at the commit that its revision stands for now. */
  describe(reference: RepositoryReference, signal?: AbortSignal): Promise<RepositoryInfo>
  /** A small file as text, checked against its hash. Throws DOWNLOAD_CORRUPT. */
  readText(info: RepositoryInfo, file: RepositoryFile, signal?: AbortSignal): Promise<string>
  /** Bytes `start` up to `end` of a file, as they come; a server that knows no ranges begins at 0. */
  openRange(
    info: Pick<RepositoryInfo, 'name' | 'revision'>,
    path: string,
    range: { readonly start: number; readonly end: number },
    signal?: AbortSignal,
  ): Promise<HubAnswer>
  close(): Promise<void>
}

/** Somebody waits for the answer: a hub that cannot be reached is told soon. */
const ATTEMPTS = 3
/** Texts of models are smaller; a tokenizer is not read this way. */
const MAX_TEXT_BYTES = 4 * 2 ** 20
/** Lists of the largest repositories. */
const MAX_ANSWER_BYTES = 32 * 2 ** 20

export function createHubClient(settings: HubSettings, wait?: Wait): HubClient {
  let requester: HubRequester | null = null
  const get: HubRequester['get'] = (options) => {
    if (settings.isOffline) throw offline()
    requester ??= createHubRequester(settings, wait)
    return requester.get(options)
  }
  const addressOf = ({ name, revision }: Pick<RepositoryInfo, 'name' | 'revision'>, path: string) =>
    `${settings.endpoint}/${name}/resolve/${revision}/${path.split('/').map(encodeURIComponent).join('/')}`
  return {
    async describe({ name, revision }, signal) {
      const chosen = revision ?? 'main'
      const url = `${settings.endpoint}/api/models/${name}/revision/${encodeURIComponent(chosen)}?blobs=true`
      const about = { repository: name, revision: chosen }
      const { body } = await get({ url, signal, about, attempts: ATTEMPTS })
      const text = (await readAtMost(body, MAX_ANSWER_BYTES, 'its list of files')).toString('utf8')
      return readRepositoryInfo(parseJson(text), name)
    },
    async readText(info, file, signal) {
      const { path, sizeBytes, hash } = file
      if (sizeBytes > MAX_TEXT_BYTES) throw tooLong(path)
      const about = { repository: info.name, revision: info.revision, path }
      const { body } = await get({ url: addressOf(info, path), signal, about, attempts: ATTEMPTS })
      const bytes = await readAtMost(body, sizeBytes, path)
      if (hashBytes(bytes, hash) === hash) return bytes.toString('utf8')
      throw new AppError('DOWNLOAD_CORRUPT', `${path} is not what the hub says it is. Try again later.`, {
        details: { path, reason: 'hash' },
      })
    },
    openRange(info, path, { start, end }, signal) {
      const about = { repository: info.name, revision: info.revision, path }
      const headers = { range: `bytes=${start}-${end - 1}` }
      return get({ url: addressOf(info, path), headers, signal, about })
    },
    async close() {
      await requester?.close()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** All of a body, which may not be longer: a server could send for ever. Throws DOWNLOAD_CORRUPT. */
async function readAtMost(body: HubAnswer['body'], limitBytes: number, what: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let count = 0
  for await (const chunk of body) {
    const bytes: Buffer = chunk
    count += bytes.length
    // Leaving the loop closes the connection.
    if (count > limitBytes) throw tooLong(what)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function tooLong(what: string): AppError {
  return new AppError('DOWNLOAD_CORRUPT', `The hub sends more than ${what} can be. Try again later.`, {
    details: { path: what, reason: 'size' },
  })
}
