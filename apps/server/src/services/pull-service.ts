import {
  checkHub,
  createHubClient,
  families,
  findModels,
  listCachedRepositories,
  type PreparedPull,
  planPull,
  removePartialFiles,
} from '@trialogue/catalogue'
import {
  AppError,
  type CachedRepository,
  type Family,
  type HubState,
  type Pull,
  type PullPlan,
  type PullRequest,
} from '@trialogue/contract'
import { v7 as uuidv7 } from 'uuid'
import { type PullEntry, PullQueue, type PullServiceOptions, refuseObstacle } from './pull-queue.ts'
import { createPullRecords, isActive } from './pull-records.ts'

/** Pulls of models: those under way, and those that ended lately. */
export interface PullService {
  hub(): Promise<HubState>
  listCached(): Promise<CachedRepository[]>
  listFamilies(): Promise<Family[]>
  /** Throws INVALID_REQUEST, REPOSITORY_NOT_FOUND, REPOSITORY_GATED, HUB_UNREACHABLE, as `create` does. */
  plan(request: PullRequest, signal?: AbortSignal): Promise<PullPlan>
  /** Also throws MODEL_TOO_LARGE and DISK_FULL: what would not fit is not begun. */
  create(request: PullRequest): Promise<Pull>
  /** Newest first. */
  list(): Pull[]
  /** Throws NOT_FOUND, and CONFLICT for one that has ended; so does the next. */
  pause(pullId: string): Promise<Pull>
  resume(pullId: string): Promise<Pull>
  /** Gives up one that has not ended; takes one that has off the list. Throws NOT_FOUND. */
  cancel(pullId: string): Promise<void>
  /** Stops what is under way; the next start shows it as paused. */
  close(): Promise<void>
}

/** Reads what was under way when the last server ended, and shows it as paused. */
export async function openPullService(options: PullServiceOptions): Promise<PullService> {
  const { settings, modelsFolder } = options
  const client = createHubClient(settings, options.wait)
  const prepare = async (request: PullRequest, signal?: AbortSignal) => {
    const memoryFreeBytes = await options.readFreeMemory()
    return planPull(request, { settings, client, modelsFolder, memoryFreeBytes, signal })
  }
  const queue = new PullQueue({
    ...options,
    client,
    prepare,
    records: createPullRecords(options.stateFolder),
  })
  await queue.load()
  const find = (pullId: string): PullEntry => {
    const entry = queue.entries.get(pullId)
    if (entry !== undefined) return entry
    throw new AppError('NOT_FOUND', 'There is no such pull any more.', { details: { noun: 'pull', pullId } })
  }
  return {
    hub: () => checkHub(settings),
    listCached: () => listCachedRepositories(settings.cacheFolder, modelsFolder),
    listFamilies: () => listFamilies(modelsFolder),
    plan: async (request, signal) => (await prepare(request, signal)).plan,
    async create(request) {
      const prepared = await prepare(request)
      const same = findSame(queue.entries.values(), prepared.plan)
      if (same !== undefined) return same.work === null ? queue.enqueue(same) : same.record.pull
      refuseObstacle(prepared.plan)
      return queue.enqueue(newEntry(request, prepared))
    },
    list: () => [...queue.entries.values()].map(({ record }) => record.pull).reverse(),
    async pause(pullId) {
      const entry = find(pullId)
      if (!isActive(entry.record.pull.status)) throw hasEnded(entry.record.pull, 'paused')
      await queue.stop(entry, 'paused')
      return entry.record.pull
    },
    async resume(pullId) {
      const entry = find(pullId)
      const { status } = entry.record.pull
      if (isActive(status)) return entry.record.pull
      if (status === 'completed') throw hasEnded(entry.record.pull, 'resumed')
      return queue.enqueue(entry)
    },
    async cancel(pullId) {
      const entry = find(pullId)
      const { status } = entry.record.pull
      const isOver = !isActive(status) && status !== 'paused'
      if (!isOver) await queue.stop(entry, 'cancelled')
      const { pull, files } = entry.record
      if (pull.status !== 'completed') {
        await removePartialFiles(settings.cacheFolder, pull.repository.name, files)
      }
      if (isOver) await queue.remove(pullId)
    },
    async close() {
      await queue.close()
      await client.close()
    },
  }
}

/** One that is under way or waits to go on. */
function findSame(entries: Iterable<PullEntry>, { repository, chosen }: PullPlan): PullEntry | undefined {
  return [...entries].find(({ record: { pull } }) => {
    const isUnderWay = isActive(pull.status) || pull.status === 'paused'
    return isUnderWay && pull.repository.name === repository.name && pull.precision === chosen
  })
}

function newEntry(request: PullRequest, prepared: PreparedPull): PullEntry {
  const { repository, modelId, chosen, files } = prepared.plan
  const now = Date.now()
  const pull: Pull = {
    id: uuidv7(),
    request,
    repository,
    modelId,
    precision: chosen,
    status: 'queued',
    doneBytes: 0,
    totalBytes: files.reduce((sum, { sizeBytes, isCached }) => sum + (isCached ? 0 : sizeBytes), 0),
    bytesPerSecond: null,
    remainingMs: null,
    error: null,
    createdAt: now,
    updatedAt: now,
  }
  const needed = prepared.variant.files.map(({ hash, sizeBytes }) => ({ hash, sizeBytes }))
  return { record: { pull, reference: prepared.reference, files: needed }, prepared, work: null }
}

async function listFamilies(modelsFolder: string): Promise<Family[]> {
  const { models } = await findModels(modelsFolder)
  const idOf = (repository: string) =>
    models.find(({ manifest }) => manifest.repository?.name === repository)?.manifest.id ?? null
  return families.map(({ members, ...family }) => ({
    ...family,
    members: members.map((member) => ({ ...member, modelId: idOf(member.repository) })),
  }))
}

function hasEnded({ id, status }: Pull, wanted: string): AppError {
  return new AppError('CONFLICT', `A pull that is ${status} cannot be ${wanted}. Pull the model again.`, {
    details: { pullId: id, status },
  })
}
