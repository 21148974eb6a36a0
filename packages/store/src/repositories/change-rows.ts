import { AppError, type RowChange } from '@trialogue/contract'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import {
  insertRevisions,
  type NewRevision,
  placeCells,
  readCells,
  type VersionPlace,
} from './dataset-rows.ts'

/** Ids in one question, far below SQLite's limit of 32 766 values in one statement. */
const idsPerQuery = 5_000
/** Between the places of neighbours; below it, all are spread anew. */
const smallestGap = 1e-6

interface Revision extends NewRevision {
  /** Null for a row that this save adds. */
  readonly stored: number | null
}

/**
 * Applies changes to the newest rows, as the next version. Gives the first row id that is free then. Throws
 * INVALID_REQUEST for a row or a column that is not there; nothing may be kept then.
 */
export async function changeRows(
  queries: Kysely<Schema>,
  version: VersionPlace,
  changes: readonly RowChange[],
  nextRowId: number,
): Promise<number> {
  const named = changes.flatMap((change) =>
    change.type === 'add' ? (change.afterRowId ?? []) : change.rowId,
  )
  if (changes.some((change) => change.type === 'add' && change.afterRowId !== undefined)) {
    await spreadIfTight(queries, version)
  }
  const before = await readNow(queries, version, named)
  const rows = new Map(before)
  const slots = new Map(version.columns.map(({ id, name }) => [name, id]))
  const addedBehind = new Map<number | null, number>()
  /** By rows of this save: no two rows share a place. */
  const taken: number[] = []
  let last = await readLastPlace(queries, version)
  let free = nextRowId
  for (const change of changes) {
    if (change.type === 'add') {
      const rowId = free++
      const { afterRowId } = change
      const place = afterRowId === undefined ? ++last : await placeBehind(afterRowId)
      const cells = placeCells(version.columns, change.row.cells)
      rows.set(rowId, { rowId, place, cells, isSynthetic: change.row.isSynthetic, stored: null })
      continue
    }
    const row = rows.get(change.rowId)
    if (row === undefined) throw noRow(change.rowId)
    if (change.type === 'remove') rows.delete(change.rowId)
    else {
      const cells = setCells(row.cells, change.cells, slots)
      rows.set(change.rowId, { ...row, cells, isSynthetic: change.isSynthetic ?? row.isSynthetic })
    }
  }
  const ended = [...before.values()].filter((row) => !isSame(row, rows.get(row.rowId)))
  await endRevisions(
    queries,
    version.number,
    ended.flatMap(({ stored }) => stored ?? []),
  )
  const begun = [...rows.values()].filter((row) => !isSame(row, before.get(row.rowId)))
  await insertRevisions(queries, version, begun)
  return free

  /** Several that come behind the same row stay in their order. */
  async function placeBehind(afterRowId: number | null): Promise<number> {
    const row = afterRowId === null ? null : rows.get(afterRowId)
    if (row === undefined) throw noRow(afterRowId ?? 0)
    const from = addedBehind.get(afterRowId) ?? row?.place ?? Number.NEGATIVE_INFINITY
    const stored = await readPlaceAfter(queries, version, from)
    const behind = [...taken, ...(stored === null ? [] : [stored])].filter((place) => place > from)
    const place = between(from, behind.length === 0 ? null : Math.min(...behind), last)
    addedBehind.set(afterRowId, place)
    taken.push(place)
    last = Math.max(last, place)
    return place
  }
}

/** Ends all rows that the version before has. */
export async function endAllRows(queries: Kysely<Schema>, version: VersionPlace): Promise<void> {
  await queries
    .updateTable('dataset_rows')
    .set({ until_version: version.number })
    .where('dataset_number', '=', version.datasetNumber)
    .where('until_version', 'is', null)
    .execute()
}

/** Of all rows there have ever been; 0 without any. */
export async function readLastPlace(queries: Kysely<Schema>, version: VersionPlace): Promise<number> {
  const { place } = await queries
    .selectFrom('dataset_rows')
    .where('dataset_number', '=', version.datasetNumber)
    .select(({ fn }) => fn.max('place').as('place'))
    .executeTakeFirstOrThrow()
  return place ?? 0
}

function between(from: number, next: number | null, last: number): number {
  if (next === null) return Math.max(from, last) + 1
  return from === Number.NEGATIVE_INFINITY ? next - 1 : (from + next) / 2
}

function setCells(
  cells: readonly string[],
  changes: readonly { readonly column: string; readonly text: string }[],
  slots: ReadonlyMap<string, number>,
): string[] {
  const set = [...cells]
  for (const { column, text } of changes) {
    const slot = slots.get(column)
    if (slot === undefined) {
      throw new AppError('INVALID_REQUEST', `There is no column "${column}". Add it with \`columns\`.`, {
        details: { field: 'changes', column },
      })
    }
    while (set.length < slot) set.push('')
    set[slot] = text
  }
  return set
}

function isSame(one: Revision, other: Revision | undefined): boolean {
  if (other === undefined || one.stored !== other.stored) return false
  if (one.stored === null || one.isSynthetic !== other.isSynthetic) return false
  return JSON.stringify(one.cells) === JSON.stringify(other.cells)
}

async function readNow(
  queries: Kysely<Schema>,
  version: VersionPlace,
  rowIds: readonly number[],
): Promise<Map<number, Revision>> {
  const ids = [...new Set(rowIds)]
  const found = new Map<number, Revision>()
  for (let start = 0; start < ids.length; start += idsPerQuery) {
    const rows = await queries
      .selectFrom('dataset_rows')
      .selectAll()
      .where('dataset_number', '=', version.datasetNumber)
      .where('row_id', 'in', ids.slice(start, start + idsPerQuery))
      .where('until_version', 'is', null)
      .execute()
    for (const row of rows) {
      found.set(row.row_id, {
        rowId: row.row_id,
        place: row.place,
        cells: readCells(row.cells),
        isSynthetic: row.is_synthetic === 1,
        stored: row.number,
      })
    }
  }
  return found
}

async function endRevisions(
  queries: Kysely<Schema>,
  version: number,
  numbers: readonly number[],
): Promise<void> {
  for (let start = 0; start < numbers.length; start += idsPerQuery) {
    await queries
      .updateTable('dataset_rows')
      .set({ until_version: version })
      .where('number', 'in', numbers.slice(start, start + idsPerQuery))
      .execute()
  }
}

async function readPlaceAfter(
  queries: Kysely<Schema>,
  version: VersionPlace,
  place: number,
): Promise<number | null> {
  const { next } = await queries
    .selectFrom('dataset_rows')
    .where('dataset_number', '=', version.datasetNumber)
    .where('place', '>', place)
    .select(({ fn }) => fn.min('place').as('next'))
    .executeTakeFirstOrThrow()
  return next
}

/** Halving a gap again and again uses it up: then all places are counted anew, in the order they have. */
async function spreadIfTight(queries: Kysely<Schema>, version: VersionPlace): Promise<void> {
  const { rows } = await sql<{ gap: number | null }>`
    select min(gap) as gap from (
      select place - lag(place) over (order by place) as gap
      from dataset_rows where dataset_number = ${version.datasetNumber}
    ) where gap > 0`.execute(queries)
  const gap = rows[0]?.gap ?? null
  if (gap === null || gap > smallestGap) return
  await sql`
    update dataset_rows set place = spread.place
    from (
      select number, cast(dense_rank() over (order by place) as real) as place
      from dataset_rows where dataset_number = ${version.datasetNumber}
    ) as spread
    where dataset_rows.number = spread.number`.execute(queries)
}

function noRow(rowId: number): AppError {
  return new AppError(
    'INVALID_REQUEST',
    `There is no row ${rowId} in the newest version. Load the data set again.`,
    { details: { field: 'changes', rowId } },
  )
}
