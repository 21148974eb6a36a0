import {
  AppError,
  type ColumnInput,
  type Dataset,
  type DatasetRow,
  type DatasetVersion,
  type RowChange,
  type RowInput,
  type RowListQuery,
} from '@trialogue/contract'
import type { Kysely, Selectable } from 'kysely'
import { v7 } from 'uuid'
import {
  cutPage,
  formatTimeCursor,
  type Page,
  type PageQuery,
  parseNumberCursor,
  parseTimeCursor,
} from '../page.ts'
import type { DatasetTable, Schema } from '../schema.ts'
import { changeRows, endAllRows, readLastPlace } from './change-rows.ts'
import { insertRevisions, placeCells, readAllRows, readRowWindow, type StoredRow } from './dataset-rows.ts'
import { insertVersion, nameColumns, readVersion, toVersion } from './dataset-versions.ts'

interface NewDataset {
  readonly name: string
  readonly message: string
  readonly columns: readonly ColumnInput[]
  readonly rows: readonly RowInput[]
  /** Which of the bundled ones it is; null for all others. */
  readonly sampleId?: string | null
}

interface NextVersion {
  readonly baseVersion: number
  readonly message: string
  /** Left out, they stay. */
  readonly columns?: readonly ColumnInput[] | undefined
}

/** Sets of cases in immutable versions. A row keeps its id through all of them. */
export interface DatasetRepository {
  /** The most recently changed first. Throws INVALID_REQUEST for a foreign cursor. */
  list(query: PageQuery): Promise<Page<Dataset>>
  create(dataset: NewDataset): Promise<Dataset>
  /** Throws NOT_FOUND, as do all that name a data set. */
  get(datasetId: string): Promise<Dataset>
  /** Null where the sample was not added. */
  findSample(sampleId: string): Promise<Dataset | null>
  rename(datasetId: string, name: string): Promise<Dataset>
  /** Newest first. */
  listVersions(datasetId: string, query: PageQuery): Promise<Page<DatasetVersion>>
  getVersion(datasetId: string, number: number): Promise<DatasetVersion>
  /** Throws CONFLICT when the base is not the newest, INVALID_REQUEST for rows and columns that are not there. */
  change(
    datasetId: string,
    version: NextVersion & { readonly changes: readonly RowChange[] },
  ): Promise<DatasetVersion>
  /** Puts rows behind those that are there, or in their place. Throws CONFLICT. */
  addRows(
    datasetId: string,
    version: NextVersion & { readonly rows: readonly RowInput[]; readonly mode: 'append' | 'replace' },
  ): Promise<DatasetVersion>
  listRows(
    datasetId: string,
    number: number,
    query: RowListQuery,
  ): Promise<{ items: DatasetRow[]; total: number }>
  /** All rows in order, some at a time. */
  readRows(datasetId: string, number: number): AsyncIterable<StoredRow[]>
}

export function createDatasetRepository(queries: Kysely<Schema>, now: () => number): DatasetRepository {
  return { ...keepDatasets(queries, now), ...makeVersions(queries, now), ...readVersions(queries) }
}

type Part<Name extends keyof DatasetRepository> = Pick<DatasetRepository, Name>

function keepDatasets(
  queries: Kysely<Schema>,
  now: () => number,
): Part<'list' | 'get' | 'create' | 'findSample' | 'rename'> {
  return {
    list: (query) => listDatasets(queries, query),
    get: async (datasetId) => toDataset(queries, await requireDataset(queries, datasetId)),

    create: ({ sampleId = null, ...dataset }) =>
      queries
        .transaction()
        .execute((transaction) => insertDataset(transaction, { ...dataset, sampleId }, now())),

    async findSample(sampleId) {
      const row = await queries
        .selectFrom('datasets')
        .selectAll()
        .where('sample_id', '=', sampleId)
        .executeTakeFirst()
      return row === undefined ? null : toDataset(queries, row)
    },

    async rename(datasetId, name) {
      await requireDataset(queries, datasetId)
      await queries
        .updateTable('datasets')
        .set({ name, updated_at: now() })
        .where('id', '=', datasetId)
        .execute()
      return this.get(datasetId)
    },
  }
}

function makeVersions(queries: Kysely<Schema>, now: () => number): Part<'change' | 'addRows'> {
  const next = (datasetId: string, version: NextVersion, write: WriteRows) =>
    queries.transaction().execute((transaction) => addVersion(transaction, datasetId, version, now(), write))
  return {
    change: (datasetId, { changes, ...version }) =>
      next(datasetId, version, (transaction, place, dataset) =>
        changeRows(transaction, place, changes, dataset.next_row_id),
      ),

    addRows: (datasetId, { rows, mode, ...version }) =>
      next(datasetId, version, async (transaction, place, dataset) => {
        if (mode === 'replace') await endAllRows(transaction, place)
        const last = await readLastPlace(transaction, place)
        const revisions = rows.map(({ cells, isSynthetic }, index) => ({
          rowId: dataset.next_row_id + index,
          place: last + 1 + index,
          cells: placeCells(place.columns, cells),
          isSynthetic,
        }))
        await insertRevisions(transaction, place, revisions)
        return dataset.next_row_id + rows.length
      }),
  }
}

function readVersions(
  queries: Kysely<Schema>,
): Part<'listVersions' | 'getVersion' | 'listRows' | 'readRows'> {
  return {
    async listVersions(datasetId, { limit, cursor }) {
      const before = parseNumberCursor(cursor)
      const dataset = await requireDataset(queries, datasetId)
      let query = queries
        .selectFrom('dataset_versions')
        .selectAll()
        .where('dataset_number', '=', dataset.number)
      if (before !== null) query = query.where('number', '<', before)
      const rows = await query
        .orderBy('number', 'desc')
        .limit(limit + 1)
        .execute()
      return cutPage(
        rows,
        limit,
        (row) => toVersion(datasetId, row),
        (row) => String(row.number),
      )
    },

    async getVersion(datasetId, number) {
      return readVersion(queries, await requireDataset(queries, datasetId), number)
    },

    async listRows(datasetId, number, query) {
      const dataset = await requireDataset(queries, datasetId)
      const { columns } = await readVersion(queries, dataset, number)
      return readRowWindow(queries, { datasetNumber: dataset.number, number, columns }, query)
    },

    async *readRows(datasetId, number) {
      const dataset = await requireDataset(queries, datasetId)
      const { columns } = await readVersion(queries, dataset, number)
      yield* readAllRows(queries, { datasetNumber: dataset.number, number, columns })
    },
  }
}

type DatasetRecord = Selectable<DatasetTable>
/** Writes the rows of a version and gives the first row id that is free then. */
type WriteRows = (
  queries: Kysely<Schema>,
  version: Parameters<typeof changeRows>[1],
  dataset: DatasetRecord,
) => Promise<number>

async function addVersion(
  queries: Kysely<Schema>,
  datasetId: string,
  { baseVersion, message, columns }: NextVersion,
  createdAt: number,
  write: WriteRows,
): Promise<DatasetVersion> {
  const dataset = await requireDataset(queries, datasetId)
  const latest = await readVersion(queries, dataset)
  if (latest.number !== baseVersion) {
    throw new AppError(
      'CONFLICT',
      `The data set has a version ${latest.number} by now. Load it, and make the changes there.`,
      { details: { latestVersion: latest.number } },
    )
  }
  const named = nameColumns(columns ?? latest.columns, latest.columns, dataset.next_column_id)
  const place = { datasetNumber: dataset.number, number: latest.number + 1, columns: named.columns }
  const nextRowId = await write(queries, place, dataset)
  await queries
    .updateTable('datasets')
    .set({ next_row_id: nextRowId, next_column_id: named.nextId, updated_at: createdAt })
    .where('number', '=', dataset.number)
    .execute()
  return insertVersion(queries, dataset, { ...place, message, createdAt })
}

async function insertDataset(
  queries: Kysely<Schema>,
  { name, message, columns, rows, sampleId = null }: NewDataset,
  createdAt: number,
): Promise<Dataset> {
  const named = nameColumns(columns, [], 0)
  const dataset = await queries
    .insertInto('datasets')
    .values({
      id: v7(),
      name,
      sample_id: sampleId,
      next_row_id: rows.length + 1,
      next_column_id: named.nextId,
      created_at: createdAt,
      updated_at: createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const place = { datasetNumber: dataset.number, number: 1, columns: named.columns }
  const revisions = rows.map(({ cells, isSynthetic }, index) => ({
    rowId: index + 1,
    place: index + 1,
    cells: placeCells(named.columns, cells),
    isSynthetic,
  }))
  await insertRevisions(queries, place, revisions)
  const latest = await insertVersion(queries, dataset, { ...place, message, createdAt })
  return { id: dataset.id, name, latest, createdAt, updatedAt: createdAt }
}

async function listDatasets(queries: Kysely<Schema>, { limit, cursor }: PageQuery): Promise<Page<Dataset>> {
  const after = parseTimeCursor(cursor)
  let query = queries.selectFrom('datasets').selectAll()
  if (after !== null) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('updated_at', 'id'), '<', tuple(after.timeMs, after.id)),
    )
  }
  const rows = await query
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = cutPage(
    rows,
    limit,
    (row) => row,
    ({ updated_at, id }) => formatTimeCursor({ timeMs: updated_at, id }),
  )
  return { ...page, items: await Promise.all(page.items.map((row) => toDataset(queries, row))) }
}

async function toDataset(queries: Kysely<Schema>, row: DatasetRecord): Promise<Dataset> {
  const { id, name, created_at, updated_at } = row
  return {
    id,
    name,
    latest: await readVersion(queries, row),
    createdAt: created_at,
    updatedAt: updated_at,
  }
}

/** Throws NOT_FOUND. */
export async function requireDataset(queries: Kysely<Schema>, datasetId: string): Promise<DatasetRecord> {
  const row = await queries.selectFrom('datasets').selectAll().where('id', '=', datasetId).executeTakeFirst()
  if (row !== undefined) return row
  throw new AppError('NOT_FOUND', 'There is no such data set. Choose one of the list.', {
    details: { noun: 'data set', id: datasetId },
  })
}
