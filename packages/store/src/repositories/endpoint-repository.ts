import { AppError, type EndpointModel, type EndpointSettings, type EndpointTest } from '@trialogue/contract'
import type { Kysely, Updateable } from 'kysely'
import type { EndpointTable, Schema } from '../schema.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import type { SecretKeeper } from '../secrets/secret-keeper.ts'
import { carryKey, hasOtherOrigin, openKey, type StoredKey, seal, sealAll } from './endpoint-keys.ts'
import { readEndpoints, type StoredEndpoint, writeModels } from './endpoint-rows.ts'

/** What a test found, and the addresses that it was made with. */
interface FoundModels {
  readonly test: EndpointTest
  readonly models: readonly EndpointModel[]
  readonly urls: readonly string[]
}

/** What is left out stays as it is. */
type Changes<Of> = { readonly [Name in keyof Of]?: Of[Name] | undefined }
type EndpointChange = Changes<Omit<EndpointSettings, 'name'> & { key: string | null }>
/** `name` says which; what is left out of a model that is new gets its default. */
type EndpointModelChange = Changes<Omit<EndpointModel, 'name'>> & Pick<EndpointModel, 'name'>

/** Servers that run models for us. Keys go in, and come out only through `keyOf`. */
export interface EndpointRepository {
  /** By name. */
  list(): Promise<StoredEndpoint[]>
  /** Throws NOT_FOUND. */
  get(name: string): Promise<StoredEndpoint>
  /** Throws CONFLICT when the name is taken. */
  create(settings: EndpointSettings & { readonly key: string | null }): Promise<StoredEndpoint>
  /**
   * An address of another origin forgets the key, unless a new one comes with it, and what was tested. Throws NOT_FOUND.
   */
  update(name: string, change: EndpointChange): Promise<StoredEndpoint>
  /** Throws NOT_FOUND. */
  remove(name: string): Promise<void>
  /** The key, for the server alone. Throws NOT_FOUND. */
  keyOf(name: string): Promise<StoredKey>
  /**
   * Keeps a test and adds the models that it found; of those that are known only what they can do changes. Throws
   * NOT_FOUND, and CONFLICT when the endpoint has other addresses by now.
   */
  saveTest(name: string, found: FoundModels): Promise<StoredEndpoint>
  /** Throws NOT_FOUND. */
  saveModel(
    name: string,
    change: EndpointModelChange,
    defaults: Omit<EndpointModel, 'name'>,
  ): Promise<StoredEndpoint>
  /** Seals every key with the newest secret; names those that could not be opened and stay as they are. */
  rotateSecret(): Promise<{ readonly sealed: number; readonly unreadable: string[] }>
}

export function createEndpointRepository(
  queries: Kysely<Schema>,
  keeper: SecretKeeper,
  now: () => number,
): EndpointRepository {
  const change = async (name: string, act: (transaction: Kysely<Schema>) => Promise<unknown>) =>
    queries.transaction().execute(async (transaction) => {
      await act(transaction)
      return requireEndpoint(transaction, name)
    })
  return {
    list: () => readEndpoints(queries),
    get: (name) => requireEndpoint(queries, name),

    async create({ key, ...settings }) {
      const box = await boxFor(keeper, key)
      return change(settings.name, async (transaction) => {
        await refuseTaken(transaction, settings.name)
        const columns = { ...toColumns(settings), ...seal(box, key, settings.urls) }
        await transaction
          .insertInto('endpoints')
          .values({ name: settings.name, ...columns, last_test: null, created_at: now(), updated_at: now() })
          .execute()
      })
    },

    async update(name, { key, ...changes }) {
      const box = await keeper.box()
      return change(name, async (transaction) => {
        const stored = await requireEndpoint(transaction, name)
        const settings = { ...stored, ...withoutUndefined(changes) }
        const { urls, api } = settings
        if (hasOtherOrigin(urls, stored.urls) || api !== stored.api) await forgetTests(transaction, stored)
        const keyColumns =
          key === undefined ? await carryKey(transaction, box, stored, urls) : seal(box, key, urls)
        await touch(transaction, name, { ...toColumns(settings), ...keyColumns, updated_at: now() })
      })
    },

    async remove(name) {
      const { numDeletedRows } = await queries
        .deleteFrom('endpoints')
        .where('name', '=', name)
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw notFound(name)
    },

    async keyOf(name) {
      const stored = await requireEndpoint(queries, name)
      return stored.keyHint === null
        ? { key: null, isReadable: true }
        : openKey(queries, await keeper.box(), stored)
    },

    saveTest(name, { test, models, urls }) {
      return change(name, async (transaction) => {
        const stored = await requireEndpoint(transaction, name)
        if (JSON.stringify(stored.urls) !== JSON.stringify(urls)) throw changedMeanwhile(name)
        await writeModels(transaction, name, mergeFound(stored.models, models))
        await touch(transaction, name, { last_test: JSON.stringify(test), updated_at: now() })
      })
    },

    saveModel(name, model, defaults) {
      return change(name, async (transaction) => {
        const { models } = await requireEndpoint(transaction, name)
        await writeModels(transaction, name, mergeChange(models, model, defaults))
        await touch(transaction, name, { updated_at: now() })
      })
    },

    rotateSecret: () =>
      keeper.rotate((box) => queries.transaction().execute((transaction) => sealAll(transaction, box))),
  }
}

/** No secret is made for an endpoint that needs none. */
async function boxFor(keeper: SecretKeeper, key: string | null): Promise<SecretBox | null> {
  return key === null ? null : keeper.box()
}

/** What was found out about another server says nothing about this one. */
async function forgetTests(queries: Kysely<Schema>, { name, models }: StoredEndpoint): Promise<void> {
  await writeModels(
    queries,
    name,
    models.map((model) => ({ ...model, capabilities: null, dialect: null })),
  )
  await touch(queries, name, { last_test: null })
}

function toColumns({ api, urls, allowsPrivate, concurrency }: EndpointSettings) {
  const isPrivate = allowsPrivate ? (1 as const) : (0 as const)
  return { api, urls: JSON.stringify(urls), allows_private: isPrivate, concurrency }
}

async function touch(
  queries: Kysely<Schema>,
  name: string,
  columns: Updateable<EndpointTable>,
): Promise<void> {
  await queries.updateTable('endpoints').set(columns).where('name', '=', name).execute()
}

/** What is new comes last; of what is known, only what it can do. */
function mergeFound(known: readonly EndpointModel[], found: readonly EndpointModel[]): EndpointModel[] {
  const byName = new Map(found.map((model) => [model.name, model]))
  const tested = known.map((model) => {
    const { capabilities, dialect } = byName.get(model.name) ?? model
    byName.delete(model.name)
    return capabilities === null ? model : { ...model, capabilities, dialect }
  })
  return [...tested, ...byName.values()]
}

function mergeChange(
  known: readonly EndpointModel[],
  change: EndpointModelChange,
  defaults: Omit<EndpointModel, 'name'>,
): EndpointModel[] {
  const place = known.findIndex(({ name }) => name === change.name)
  const changed = { ...defaults, ...known[place], ...withoutUndefined(change), name: change.name }
  return place === -1 ? [...known, changed] : known.with(place, changed)
}

type Defined<Change> = { [Name in keyof Change]?: Exclude<Change[Name], undefined> }

function withoutUndefined<Change extends object>(change: Change): Defined<Change> {
  return Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  ) as Defined<Change>
}

async function requireEndpoint(queries: Kysely<Schema>, name: string): Promise<StoredEndpoint> {
  const [stored] = await readEndpoints(queries, [name])
  if (stored === undefined) throw notFound(name)
  return stored
}

async function refuseTaken(queries: Kysely<Schema>, name: string): Promise<void> {
  const [taken] = await readEndpoints(queries, [name])
  if (taken === undefined) return
  throw new AppError('CONFLICT', `There is an endpoint “${name}” already. Choose another name.`, {
    details: { name },
  })
}

function notFound(name: string): AppError {
  return new AppError('NOT_FOUND', `There is no endpoint “${name}”. Load the list of endpoints again.`, {
    details: { noun: 'endpoint', name },
  })
}

function changedMeanwhile(name: string): AppError {
  return new AppError('CONFLICT', `The addresses of “${name}” were changed during the test. Test it again.`, {
    details: { name },
  })
}
