import { AppError } from '@trialogue/contract'

/** Which part of a list: at most `limit` rows, after the row that `cursor` names (from the page before). */
export interface PageQuery {
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface Page<Item> {
  readonly items: Item[]
  /** Null on the last page. */
  readonly nextCursor: string | null
}

/** A row's place in a list sorted by time, newest first; the id decides between rows of one millisecond. */
export interface TimePlace {
  readonly timeMs: number
  readonly id: string
}

/** Cuts the row that was read beyond `limit`, which only says that there is a next page. */
export function cutPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toCursor: (row: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? toCursor(last) : null,
  }
}

export function formatTimeCursor(place: TimePlace): string {
  return `${place.timeMs}_${place.id}`
}

/** Throws INVALID_REQUEST for what `formatTimeCursor` did not write. */
export function parseTimeCursor(cursor: string | undefined): TimePlace | null {
  if (cursor === undefined) return null
  const [, time, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor) ?? []
  if (time === undefined || id === undefined) throw invalidCursor()
  return { timeMs: Number(time), id }
}

/** A cursor that is a version number. Throws INVALID_REQUEST for anything else. */
export function parseNumberCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  if (!/^\d{1,15}$/.test(cursor)) throw invalidCursor()
  return Number(cursor)
}

function invalidCursor(): AppError {
  return new AppError(
    'INVALID_REQUEST',
    'The cursor is not one that this list gave. Ask for the first page again, without a cursor.',
    { details: { field: 'cursor' } },
  )
}
