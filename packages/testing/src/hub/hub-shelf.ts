import type { IncomingMessage, ServerResponse } from 'node:http'
import { commitOf, type HubFault, type HubFile, type HubRepository, readFiles } from './hub-repository.ts'
import { sendBytes, type Transfer } from './send-bytes.ts'

/** A repository with all its commits. */
export interface Published {
  readonly repository: HubRepository
  readonly commits: Map<string, ReadonlyMap<string, HubFile>>
  /** The commit that `main` stands for. */
  readonly main: string
}

/** What a hub holds, what shall go wrong with it, and what was fetched from it. */
export class HubShelf {
  readonly transfers: Transfer[] = []
  leakedTokens = 0
  readonly #published = new Map<string, Published>()
  readonly #orders: { repository: string; path: string; fault: HubFault; left: number }[] = []
  readonly #onSent: ((totalBytes: number) => void) | undefined
  #sentBytes = 0

  constructor(onSent: ((totalBytes: number) => void) | undefined) {
    this.#onSent = onSent
  }

  publish(repository: HubRepository): string {
    const files = readFiles(repository)
    const main = commitOf(files)
    const commits = this.find(repository.name)?.commits ?? new Map()
    this.#published.set(repository.name, { repository, commits: commits.set(main, files), main })
    return main
  }

  find(name: string): Published | undefined {
    return this.#published.get(name)
  }

  order(repository: string, path: string, fault: HubFault): void {
    this.#orders.push({ repository, path, fault, left: fault.times ?? Number.POSITIVE_INFINITY })
  }

  heal(): void {
    this.#orders.length = 0
  }

  /** The fault of one of these kinds that comes next for a file, which has happened once more then. */
  take(repository: string, path: string, kinds: readonly HubFault['what'][]): HubFault | null {
    const order = this.#orders.find(
      (one) =>
        one.left > 0 && one.repository === repository && one.path === path && kinds.includes(one.fault.what),
    )
    if (order === undefined) return null
    order.left -= 1
    return order.fault
  }

  /** Answers with a file's content, whatever is wrong with that. */
  async send(
    request: IncomingMessage,
    response: ServerResponse,
    repository: string,
    file: HubFile,
  ): Promise<void> {
    const transfer: Transfer = { repository, path: file.path, start: 0, sentBytes: 0 }
    if (request.method !== 'HEAD') this.transfers.push(transfer)
    let before = 0
    await sendBytes(request, response, file.bytes, {
      fault: this.take(repository, file.path, ['cut', 'wrong-byte', 'endless', 'no-ranges']),
      transfer,
      onSent: () => {
        this.#sentBytes += transfer.sentBytes - before
        before = transfer.sentBytes
        this.#onSent?.(this.#sentBytes)
      },
    })
  }
}
