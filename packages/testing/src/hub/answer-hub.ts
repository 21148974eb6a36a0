import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HubFile, HubRepository } from './hub-repository.ts'
import type { HubShelf, Published } from './hub-shelf.ts'

export interface HubPlaces {
  readonly shelf: HubShelf
  readonly token: string
  /** Where large files are sent on to. */
  readonly storageUrl: string
}

/** Answers what is asked of the hub itself: its API, and the addresses of files. */
export function answerHub(
  request: IncomingMessage,
  response: ServerResponse,
  { pathname }: URL,
  places: HubPlaces,
): void | Promise<void> {
  if (pathname === '/api/models') return sendJson(response, 200, [])
  const place = parsePlace(decodeURIComponent(pathname))
  const found = place === null ? undefined : places.shelf.find(place.name)
  // The hub does not tell who is not let in whether there is anything.
  if (place === null || found === undefined) return refuse(response, 401, 'RepoNotFound')
  const commit = place.revision === 'main' ? found.main : place.revision
  const files = found.commits.get(commit)
  if (files === undefined) return refuse(response, 404, 'RevisionNotFound')
  if (place.path !== null)
    return answerFile(request, response, { ...found, commit, path: place.path }, places)
  const { name } = found.repository
  const isWrong = (path: string) => places.shelf.take(name, path, ['wrong-hash']) !== null
  return sendJson(response, 200, describe(found.repository, commit, files, isWrong))
}

/** A small file itself, or where a large one is. */
function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  { repository, commits, commit, path }: Published & { readonly commit: string; readonly path: string },
  { shelf, token, storageUrl }: HubPlaces,
): void | Promise<void> {
  const { name, access = 'open' } = repository
  const isKnown = request.headers.authorization === `Bearer ${token}`
  if (access === 'nobody' || (access === 'token' && !isKnown)) {
    return refuse(response, isKnown ? 403 : 401, 'GatedRepo')
  }
  const file = commits.get(commit)?.get(path)
  const fault = shelf.take(name, path, ['status', 'vanished'])
  if (file === undefined || fault?.what === 'vanished') return refuse(response, 404, 'EntryNotFound')
  if (fault?.what === 'status') {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }
    return void response.writeHead(fault.status, headers).end()
  }
  response.setHeader('x-repo-commit', commit)
  if (file.sha256 === null) {
    response.setHeader('etag', `"${file.sha1}"`)
    return shelf.send(request, response, name, file)
  }
  response.setHeader('x-linked-etag', `"${file.sha256}"`)
  response.setHeader('x-linked-size', `${file.bytes.length}`)
  response.writeHead(302, { location: `${storageUrl}/${name}/${commit}/${encodeURIComponent(path)}` }).end()
}

/** Answers for the other origin, which holds the large files and knows no tokens. */
export function answerStorage(
  request: IncomingMessage,
  response: ServerResponse,
  { pathname }: URL,
  shelf: HubShelf,
): void | Promise<void> {
  if (request.headers.authorization !== undefined) shelf.leakedTokens += 1
  const [, name = '', commit = '', path = ''] =
    /^\/([^/]+\/[^/]+)\/([0-9a-f]{40})\/(.+)$/.exec(pathname) ?? []
  const file = shelf.find(name)?.commits.get(commit)?.get(decodeURIComponent(path))
  if (file === undefined) return void response.writeHead(404).end()
  return shelf.send(request, response, name, file)
}

/** `/api/models/org/name`, with or without a revision, or `/org/name/resolve/revision/path`. */
function parsePlace(path: string): { name: string; revision: string; path: string | null } | null {
  const api = /^\/api\/models\/([^/]+\/[^/]+)(?:\/revision\/(.+))?$/.exec(path)
  if (api?.[1] !== undefined) return { name: api[1], revision: api[2] ?? 'main', path: null }
  const file = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(path)
  if (file?.[1] === undefined || file[2] === undefined) return null
  return { name: file[1], revision: file[2], path: file[3] ?? null }
}

/** As https://huggingface.co/docs/hub/api describes a model, with the sizes and hashes that `blobs=true` asks for. */
function describe(
  { name, card = {}, access = 'open', listedOnly = [] }: HubRepository,
  commit: string,
  files: ReadonlyMap<string, HubFile>,
  isWrong: (path: string) => boolean,
) {
  const siblings = [...files.values()].map(({ path, bytes, sha1, sha256 }) => {
    const hash = sha256 !== null && isWrong(path) ? '0'.repeat(64) : sha256
    const lfs = hash === null ? {} : { lfs: { sha256: hash, size: bytes.length, pointerSize: 130 } }
    return { rfilename: path, size: bytes.length, blobId: sha1, ...lfs }
  })
  const ghosts = listedOnly.map((rfilename) => ({ rfilename, size: 4, blobId: '1'.repeat(40) }))
  return {
    id: name,
    modelId: name,
    sha: commit,
    private: false,
    gated: access === 'open' ? false : 'manual',
    pipeline_tag: 'text-generation',
    tags: ['transformers', 'text-generation'],
    cardData: card,
    siblings: [...siblings, ...ghosts],
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value))
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.setHeader('x-error-code', code)
  sendJson(response, status, { error: code })
}
