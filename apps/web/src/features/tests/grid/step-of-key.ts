import type { KeyboardEvent } from 'react'

export type Place = { readonly row: number; readonly column: number }

/** Where a key leads in a grid, kept inside of it; null for a key that leads nowhere. */
export function stepOfKey({ key, ctrlKey, metaKey }: KeyboardEvent, at: Place, size: Place): Place | null {
  const isFar = ctrlKey || metaKey
  const to = target(key, isFar, at, size)
  if (to === null) return null
  return {
    row: Math.max(0, Math.min(size.row - 1, to.row)),
    column: Math.max(0, Math.min(size.column - 1, to.column)),
  }
}

function target(key: string, isFar: boolean, { row, column }: Place, size: Place): Place | null {
  if (key === 'ArrowDown') return { row: isFar ? size.row : row + 1, column }
  if (key === 'ArrowUp') return { row: isFar ? 0 : row - 1, column }
  if (key === 'ArrowRight') return { row, column: isFar ? size.column : column + 1 }
  if (key === 'ArrowLeft') return { row, column: isFar ? 0 : column - 1 }
  if (key === 'PageDown') return { row: row + 10, column }
  if (key === 'PageUp') return { row: row - 10, column }
  if (key === 'Home') return { row: isFar ? 0 : row, column: 0 }
  if (key === 'End') return { row: isFar ? size.row : row, column: size.column }
  return null
}
