import { createHash } from 'node:crypto'
import {
  AppError,
  type ColumnInput,
  type DatasetColumn,
  type DatasetVersion,
  datasetLimits,
  datasetVersionSchema,
} from '@trialogue/contract'
import type { Kysely, Selectable } from 'kysely'
import type { DatasetTable, DatasetVersionTable, Schema } from '../schema.ts'
import { countRows, readAllRows, type VersionPlace } from './dataset-rows.ts'

type DatasetRow = Selectable<DatasetTable>

/** Writes the next version, once its rows are there. Throws INVALID_REQUEST where it has too many of them. */
export async function insertVersion(
  queries: Kysely<Schema>,
  dataset: DatasetRow,
  version: VersionPlace & { readonly message: string; readonly createdAt: number },
): Promise<DatasetVersion> {
  const counts = await countRows(queries, version)
  if (counts.rowCount > datasetLimits.rows) {
    throw new AppError(
      'INVALID_REQUEST',
      `This would make ${counts.rowCount} rows; ${datasetLimits.rows} is the most. Split the data set.`,
      { details: { count: counts.rowCount, limit: datasetLimits.rows } },
    )
  }
  const row = {
    dataset_number: dataset.number,
    number: version.number,
    message: version.message,
    columns: JSON.stringify(version.columns),
    row_count: counts.rowCount,
    synthetic_count: counts.syntheticCount,
    content_sha256: await hashContent(queries, version),
    created_at: version.createdAt,
  }
  await queries.insertInto('dataset_versions').values(row).execute()
  return toVersion(dataset.id, row)
}

/** Throws NOT_FOUND. Without a number, the newest. */
export async function readVersion(
  queries: Kysely<Schema>,
  dataset: Pick<DatasetRow, 'number' | 'id'>,
  number: number | null = null,
): Promise<DatasetVersion> {
  let query = queries.selectFrom('dataset_versions').selectAll().where('dataset_number', '=', dataset.number)
  if (number !== null) query = query.where('number', '=', number)
  const row = await query.orderBy('number', 'desc').limit(1).executeTakeFirst()
  if (row !== undefined) return toVersion(dataset.id, row)
  throw new AppError('NOT_FOUND', `There is no version ${number} of this data set. Choose one of its list.`, {
    details: { noun: 'version', datasetId: dataset.id, number },
  })
}

export function toVersion(datasetId: string, row: Selectable<DatasetVersionTable>): DatasetVersion {
  return {
    datasetId,
    number: row.number,
    parentNumber: row.number === 1 ? null : row.number - 1,
    message: row.message,
    columns: datasetVersionSchema.shape.columns.parse(JSON.parse(row.columns)),
    rowCount: row.row_count,
    syntheticCount: row.synthetic_count,
    contentSha256: row.content_sha256,
    createdAt: row.created_at,
  }
}

/**
 * The columns of the next version with their ids, and the first id that is free then. Throws INVALID_REQUEST for an id
 * that the version before does not have.
 */
export function nameColumns(
  columns: readonly ColumnInput[],
  before: readonly DatasetColumn[],
  nextId: number,
): { columns: DatasetColumn[]; nextId: number } {
  const known = new Set(before.map(({ id }) => id))
  let free = nextId
  const named = columns.map(({ id, name, role }) => {
    if (id === undefined) return { id: free++, name, role }
    if (!known.delete(id)) {
      throw new AppError('INVALID_REQUEST', `The column "${name}" has an id that is not its own.`, {
        details: { field: 'columns', id },
      })
    }
    return { id, name, role }
  })
  return { columns: named, nextId: free }
}

/** Of what a person sees of a version; the ids of rows and columns are not part of it. */
async function hashContent(queries: Kysely<Schema>, version: VersionPlace): Promise<string> {
  const hash = createHash('sha256')
  hash.update(JSON.stringify(version.columns.map(({ name, role }) => [name, role])))
  for await (const rows of readAllRows(queries, version)) {
    for (const { cells, isSynthetic } of rows) hash.update(`\n${JSON.stringify([cells, isSynthetic])}`)
  }
  return hash.digest('hex')
}
