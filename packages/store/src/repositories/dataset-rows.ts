import { type DatasetColumn, type DatasetRow, datasetRowSchema, type RowListQuery } from '@trialogue/contract'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { DatasetRowTable, Schema } from '../schema.ts'

/** A row of a version, and the number of the revision that holds it: the same number is the same content. */
export interface StoredRow extends DatasetRow {
  readonly revision: number
}

/** What a revision is made of. `cells` has the text of column n in place n, whichever columns a version shows. */
export interface NewRevision {
  readonly rowId: number
  readonly place: number
  readonly cells: readonly string[]
  readonly isSynthetic: boolean
}

/** Where the rows of a version are. */
export interface VersionPlace {
  readonly datasetNumber: number
  readonly number: number
  readonly columns: readonly DatasetColumn[]
}

/** Rows per INSERT: with 7 columns each, far below SQLite's limit of 32 766 values in one statement. */
const rowsPerInsert = 1_000
const rowsPerRead = 1_000

const storedCellsSchema = datasetRowSchema.shape.cells.element.array()

export function readCells(json: string): string[] {
  return storedCellsSchema.parse(JSON.parse(json))
}

export async function insertRevisions(
  queries: Kysely<Schema>,
  { datasetNumber, number }: Pick<VersionPlace, 'datasetNumber' | 'number'>,
  revisions: readonly NewRevision[],
): Promise<void> {
  for (let start = 0; start < revisions.length; start += rowsPerInsert) {
    const rows = revisions.slice(start, start + rowsPerInsert).map((revision) => ({
      dataset_number: datasetNumber,
      row_id: revision.rowId,
      place: revision.place,
      cells: JSON.stringify(revision.cells),
      is_synthetic: revision.isSynthetic ? 1 : 0,
      from_version: number,
      until_version: null,
    }))
    await queries.insertInto('dataset_rows').values(rows).execute()
  }
}

/** A window on the rows of a version that meet the filters, and how many do. */
export async function readRowWindow(
  queries: Kysely<Schema>,
  version: VersionPlace,
  { offset, limit, q = '', isSynthetic }: RowListQuery,
): Promise<{ items: DatasetRow[]; total: number }> {
  let found = rowsOf(queries, version)
  if (isSynthetic !== undefined) found = found.where('is_synthetic', '=', isSynthetic ? 1 : 0)
  if (q !== '') {
    const ids = version.columns.map(({ id }) => id)
    const pattern = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
    found = found.where(
      sql<boolean>`exists (
        select 1 from json_each(cells) as cell
        where cell.key in (${sql.join(ids)}) and cell.value like ${pattern} escape '\\'
      )`,
    )
  }
  const { total } = await found
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await found.selectAll().orderBy('place').limit(limit).offset(offset).execute()
  return {
    total,
    items: rows.map((row) => {
      const { id, cells, isSynthetic: isMade } = toRow(row, version.columns)
      return { id, cells, isSynthetic: isMade }
    }),
  }
}

/** All rows of a version in order, a thousand at a time: a data set need not fit into memory twice. */
export async function* readAllRows(
  queries: Kysely<Schema>,
  version: VersionPlace,
): AsyncGenerator<StoredRow[]> {
  for (let after = Number.NEGATIVE_INFINITY; ; ) {
    const rows = await rowsOf(queries, version)
      .selectAll()
      .where('place', '>', after)
      .orderBy('place')
      .limit(rowsPerRead)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map((row) => toRow(row, version.columns))
    after = last.place
  }
}

/** How many rows a version has, and how many of them are synthetic. */
export async function countRows(
  queries: Kysely<Schema>,
  version: VersionPlace,
): Promise<{ rowCount: number; syntheticCount: number }> {
  const { count, synthetic } = await rowsOf(queries, version)
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.coalesce(fn.sum<number>('is_synthetic'), sql.lit(0)).as('synthetic'),
    ])
    .executeTakeFirstOrThrow()
  return { rowCount: count, syntheticCount: synthetic }
}

function rowsOf(queries: Kysely<Schema>, { datasetNumber, number }: VersionPlace) {
  return queries
    .selectFrom('dataset_rows')
    .where('dataset_number', '=', datasetNumber)
    .where('from_version', '<=', number)
    .where(({ or, eb }) => or([eb('until_version', 'is', null), eb('until_version', '>', number)]))
}

function toRow(row: Selectable<DatasetRowTable>, columns: readonly DatasetColumn[]): StoredRow {
  const stored = readCells(row.cells)
  return {
    id: row.row_id,
    cells: columns.map(({ id }) => stored[id] ?? ''),
    isSynthetic: row.is_synthetic === 1,
    revision: row.number,
  }
}

/** Texts in the order of a version's columns, as a revision holds them. */
export function placeCells(
  columns: readonly DatasetColumn[],
  texts: readonly string[],
  before: readonly string[] = [],
): string[] {
  const placed = [...before]
  for (const [index, { id }] of columns.entries()) {
    while (placed.length < id) placed.push('')
    placed[id] = texts[index] ?? ''
  }
  return placed
}
