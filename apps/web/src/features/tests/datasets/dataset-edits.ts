import type { ColumnInput, ColumnRole, DatasetColumn, DatasetRow, RowChange } from '@trialogue/contract'

/** A column as it shall be. The key stays the same while it is renamed. */
export type EditedColumn = {
  readonly key: string
  /** Undefined for a new one. */
  readonly id?: number
  readonly name: string
  readonly role: ColumnRole
}

type Cells = ReadonlyMap<string, string>

/** What was done to the newest version since it was saved. Rows are kept by their ids, cells by their column's key. */
export type DatasetEdits = {
  /** Null leaves them as they are. */
  readonly columns: readonly EditedColumn[] | null
  readonly cells: ReadonlyMap<number, Cells>
  readonly removed: ReadonlySet<number>
  /** They come last. */
  readonly added: readonly Cells[]
}

export const noEdits: DatasetEdits = { columns: null, cells: new Map(), removed: new Set(), added: [] }

/** Whether there is anything to be saved. */
export function hasEdits({ columns, cells, removed, added }: DatasetEdits): boolean {
  return columns !== null || cells.size > 0 || removed.size > 0 || added.length > 0
}

export function editedColumns(
  columns: readonly DatasetColumn[],
  edits: DatasetEdits,
): readonly EditedColumn[] {
  return edits.columns ?? columns.map(({ id, name, role }) => ({ key: `c${id}`, id, name, role }))
}

/** The text of a cell, with what was typed since. */
export function cellText(
  row: DatasetRow,
  column: EditedColumn,
  columns: readonly DatasetColumn[],
  edits: DatasetEdits,
): string {
  const typed = edits.cells.get(row.id)?.get(column.key)
  if (typed !== undefined) return typed
  const place = columns.findIndex(({ id }) => id === column.id)
  return row.cells[place] ?? ''
}

export function writeCell(edits: DatasetEdits, rowId: number, key: string, text: string): DatasetEdits {
  const cells = new Map(edits.cells).set(rowId, new Map(edits.cells.get(rowId)).set(key, text))
  return { ...edits, cells }
}

export function writeAddedCell(edits: DatasetEdits, place: number, key: string, text: string): DatasetEdits {
  const added = edits.added.map((row, index) => (index === place ? new Map(row).set(key, text) : row))
  return { ...edits, added }
}

/** Takes a row away, or brings it back. */
export function toggleRemoved(edits: DatasetEdits, rowId: number): DatasetEdits {
  const removed = new Set(edits.removed)
  if (!removed.delete(rowId)) removed.add(rowId)
  return { ...edits, removed }
}

/** The edits as the server takes them. */
export function toSave(
  columns: readonly DatasetColumn[],
  edits: DatasetEdits,
): { columns?: ColumnInput[]; changes: RowChange[] } {
  const after = editedColumns(columns, edits)
  const changed = [...edits.cells].flatMap(([rowId, cells]): RowChange[] => {
    if (edits.removed.has(rowId)) return []
    const texts = after.flatMap(({ key, name }) => {
      const text = cells.get(key)
      return text === undefined ? [] : [{ column: name, text }]
    })
    return texts.length === 0 ? [] : [{ type: 'change', rowId, cells: texts }]
  })
  return {
    ...(edits.columns === null
      ? {}
      : {
          columns: after.map(({ id, name, role }) => ({ ...(id === undefined ? {} : { id }), name, role })),
        }),
    changes: [
      ...changed,
      ...[...edits.removed].map((rowId): RowChange => ({ type: 'remove', rowId })),
      ...edits.added.map(
        (row): RowChange => ({
          type: 'add',
          row: { cells: after.map(({ key }) => row.get(key) ?? ''), isSynthetic: false },
        }),
      ),
    ],
  }
}
