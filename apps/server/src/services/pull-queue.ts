import {
  type HubClient,
  type HubSettings,
  missingBytes,
  type PreparedPull,
  type PullModelOptions,
  type PullProgress,
  pullModel,
} from '@trialogue/catalogue'
import {
  AppError,
  type Pull,
  type PullPlan,
  type PullRequest,
  type PullStatus,
  toErrorRecord,
} from '@trialogue/contract'
import type { Logger } from 'pino'
import { isActive, type PullRecord, type PullRecords } from './pull-records.ts'

/** Pulls that fetch at the same time; more would only share the same line. */
const PARALLEL = 2
/** Ended ones that stay on the list. */
const KEPT = 20

export interface PullEntry {
  record: PullRecord
  /** What was planned in this process; planned again after a restart. */
  prepared: PreparedPull | null
  /** Set while it is at work. */
  work: { readonly abort: AbortController; readonly ended: Promise<void> } | null
}

export interface PullServiceOptions extends Pick<PullModelOptions, 'chunkBytes' | 'minFreeBytes' | 'wait'> {
  readonly settings: HubSettings
  readonly modelsFolder: string
  /** Memory that could be given to a model now. */
  readonly readFreeMemory: () => Promise<number>
  /** Where it is written down which pulls there are. */
  readonly stateFolder: string
  readonly log: Pick<Logger, 'info' | 'warn'>
}

type StopReason = 'paused' | 'cancelled' | 'closed'

export interface PullQueueOptions extends PullServiceOptions {
  readonly client: HubClient
  readonly records: PullRecords
  readonly prepare: (request: PullRequest, signal?: AbortSignal) => Promise<PreparedPull>
}

/** Works pulls off, a few at a time in their order, and writes down how they stand. */
export class PullQueue {
  readonly entries = new Map<string, PullEntry>()
  readonly #options: PullQueueOptions

  constructor(options: PullQueueOptions) {
    this.#options = options
  }

  /** Takes over what the last server has written down: what was under way then is paused. */
  async load(): Promise<void> {
    const records = await this.#options.records.read()
    for (const record of records.sort((a, b) => (a.pull.id < b.pull.id ? -1 : 1))) {
      const status = isActive(record.pull.status) ? 'paused' : record.pull.status
      const pull: Pull = { ...record.pull, status, bytesPerSecond: null, remainingMs: null }
      if (status === 'paused') await this.#measure(pull, record)
      this.entries.set(pull.id, { record: { ...record, pull }, prepared: null, work: null })
    }
  }

  async enqueue(entry: PullEntry): Promise<Pull> {
    const { pull } = entry.record
    this.entries.set(pull.id, entry)
    change(entry, { status: 'queued', error: null })
    await this.#save(entry)
    await this.#forgetOldest()
    this.#startNext()
    return entry.record.pull
  }

  /** Resolves when nothing more of it happens. */
  async stop(entry: PullEntry, reason: StopReason): Promise<void> {
    if (entry.work === null) return this.#settle(entry, reason === 'cancelled' ? 'cancelled' : 'paused')
    entry.work.abort.abort(reason)
    await entry.work.ended
  }

  async remove(pullId: string): Promise<void> {
    this.entries.delete(pullId)
    await this.#options.records.remove(pullId)
  }

  async close(): Promise<void> {
    const atWork = [...this.entries.values()].filter(({ record }) => isActive(record.pull.status))
    await Promise.all(atWork.map((entry) => this.stop(entry, 'closed')))
  }

  #startNext(): void {
    const all = [...this.entries.values()]
    const waiting = all.filter(({ record }) => record.pull.status === 'queued')
    const free = PARALLEL - all.filter(({ work }) => work !== null).length
    for (const entry of waiting.slice(0, Math.max(0, free))) this.#start(entry)
  }

  #start(entry: PullEntry): void {
    const abort = new AbortController()
    change(entry, { status: 'downloading', error: null })
    const ended = this.#save(entry)
      .then(() => this.#run(entry, abort.signal))
      .then(
        () => this.#settle(entry, 'completed'),
        (thrown: unknown) => this.#fail(entry, abort.signal, thrown),
      )
      .finally(() => {
        entry.work = null
        if (abort.signal.reason !== 'closed') this.#startNext()
      })
    entry.work = { abort, ended }
  }

  async #run(entry: PullEntry, signal: AbortSignal): Promise<void> {
    const { client, prepare, log, modelsFolder, settings, chunkBytes, minFreeBytes, wait } = this.#options
    const { request, repository, precision } = entry.record.pull
    // Pinned to what was planned first, however far its branch has moved since.
    const pinned = { ...request, repository: repository.name, revision: repository.revision, precision }
    const { reference } = entry.record
    const prepared = entry.prepared ?? { ...(await prepare(pinned, signal)), reference }
    entry.prepared = prepared
    refuseObstacle(prepared.plan)
    await pullModel(prepared, {
      ...{ client, modelsFolder, settings, signal },
      ...(chunkBytes === undefined ? {} : { chunkBytes }),
      ...(minFreeBytes === undefined ? {} : { minFreeBytes }),
      ...(wait === undefined ? {} : { wait }),
      onProgress: ({ step, ...progress }: PullProgress) => change(entry, { status: step, ...progress }),
    })
    log.info({ model: prepared.plan.modelId, repository }, 'Pulled a model')
  }

  /** A server that was killed has not written down how far it came: the files tell. */
  async #measure(pull: Pull, { files }: PullRecord): Promise<void> {
    const { cacheFolder } = this.#options.settings
    const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    const leftBytes = await missingBytes(cacheFolder, pull.repository.name, files)
    Object.assign(pull, { totalBytes, doneBytes: totalBytes - leftBytes })
  }

  async #fail(entry: PullEntry, { aborted, reason }: AbortSignal, thrown: unknown): Promise<void> {
    if (aborted) return this.#settle(entry, reason === 'cancelled' ? 'cancelled' : 'paused')
    // Next time it is planned anew: what was planned may be what went wrong.
    entry.prepared = null
    const error = toErrorRecord(thrown)
    this.#options.log.warn({ err: thrown, code: error.code }, 'A pull failed')
    return this.#settle(entry, 'failed', error)
  }

  async #settle(entry: PullEntry, status: PullStatus, error: Pull['error'] = null): Promise<void> {
    change(entry, { status, error, bytesPerSecond: null, remainingMs: null })
    await this.#save(entry)
  }

  /** How far it is can be seen from its files: a full disk shall not end a pull that is paused for just that. */
  async #save(entry: PullEntry): Promise<void> {
    const { records, log } = this.#options
    await records
      .save(entry.record)
      .catch((err: unknown) => log.warn({ err }, 'A pull cannot be written down'))
  }

  async #forgetOldest(): Promise<void> {
    const ended = [...this.entries.values()].filter(({ record }) => record.pull.status === 'completed')
    const forgotten = ended.slice(0, Math.max(0, ended.length - KEPT))
    for (const { record } of forgotten) await this.remove(record.pull.id)
  }
}

/** Throws what stands in the way of a pull. */
export function refuseObstacle({ obstacle }: PullPlan): void {
  if (obstacle !== null) throw new AppError(obstacle.code, obstacle.message, { details: obstacle.details })
}

function change(entry: PullEntry, changes: Partial<Pull>): void {
  const pull = { ...entry.record.pull, ...changes, updatedAt: Date.now() }
  entry.record = { ...entry.record, pull }
}
