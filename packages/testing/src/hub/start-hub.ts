import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerHub, answerStorage } from './answer-hub.ts'
import type { HubFault, HubRepository } from './hub-repository.ts'
import { HubShelf } from './hub-shelf.ts'
import type { Transfer } from './send-bytes.ts'

export interface HubOptions {
  readonly repositories: readonly HubRepository[]
  /** What opens repositories that ask for it. Default: `hf_test`. */
  readonly token?: string
  /** Default: any free one. */
  readonly port?: number
  /** Called after each piece, with all bytes of contents that were sent so far. */
  readonly onSent?: (totalBytes: number) => void
}

/** A hub on this machine, with the addresses and the redirects of Hugging Face's. */
export interface LocalHub {
  /** For HF_ENDPOINT. */
  readonly url: string
  readonly token: string
  /** All contents that were sent. */
  readonly transfers: readonly Transfer[]
  /** Requests for contents that brought a token to where it does not belong. */
  readonly leakedTokens: number
  /** Orders what goes wrong with a file, until it has happened often enough. */
  order(repository: string, path: string, fault: HubFault): void
  /** Takes all orders back. */
  heal(): void
  /** Adds a repository, or a new commit of one: older commits stay to be had. Gives the commit. */
  publish(repository: HubRepository): string
  close(): Promise<void>
}

/** Starts a hub and, as its own origin, the server that holds the large files. */
export async function startHub({
  repositories,
  token = 'hf_test',
  port = 0,
  onSent,
}: HubOptions): Promise<LocalHub> {
  const shelf = new HubShelf(onSent)
  for (const repository of repositories) shelf.publish(repository)
  const storage = await listen(0, (request, response, url) => answerStorage(request, response, url, shelf))
  const places = { shelf, token, storageUrl: storage.url }
  const hub = await listen(port, (request, response, url) => answerHub(request, response, url, places))
  return {
    url: hub.url,
    token,
    transfers: shelf.transfers,
    get leakedTokens() {
      return shelf.leakedTokens
    },
    order: (repository, path, fault) => shelf.order(repository, path, fault),
    heal: () => shelf.heal(),
    publish: (repository) => shelf.publish(repository),
    async close() {
      await Promise.all([hub.close(), storage.close()])
    },
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>

async function listen(port: number, handle: Handler): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    try {
      await handle(request, response, new URL(request.url ?? '/', 'http://127.0.0.1'))
    } catch (thrown) {
      response.destroy(thrown instanceof Error ? thrown : undefined)
    }
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The hub has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
