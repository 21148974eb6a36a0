import type { Experiment, GridCell } from '@trialogue/contract'
import { type KeyboardEvent, useState } from 'react'
import { type Place, stepOfKey } from './step-of-key.ts'
import { useRating } from './use-rating.ts'

const none: ReadonlySet<number> = new Set()

type CursorOptions = {
  readonly experiment: Experiment
  readonly rowCount: number
  readonly cellAt: (place: Place) => GridCell | undefined
  readonly showRow: (row: number) => void
  readonly onOpen: (cell: number) => void
}

/** Where the keys are in the grid, which cells are selected, and what the keys do: open, select, rate. */
export function useCellCursor({ experiment, rowCount, cellAt, showRow, onOpen }: CursorOptions) {
  const { variants, samples } = experiment.setup
  const [at, setAt] = useState<Place>({ row: 0, column: 0 })
  const [marked, setMarked] = useState<ReadonlySet<number>>(none)
  const rate = useRating(experiment.id)
  const goTo = (place: Place) => {
    setAt(place)
    showRow(place.row)
  }
  const mark = (cell: GridCell) => {
    const next = new Set(marked)
    if (!next.delete(cell.number)) next.add(cell.number)
    setMarked(next)
  }
  const act = (key: string, cell: GridCell): boolean => {
    // The comment is among what is opened.
    if (key === 'Enter' || key === 'c') onOpen(cell.number)
    else if (key === ' ') mark(cell)
    else if (/^[1-5]$/.test(key) && cell.state === 'done') rate.mutate({ cell, value: Number(key) })
    else if (key === 'Escape' && marked.size > 0) setMarked(none)
    else return false
    return true
  }
  const pressKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return
    const step = stepOfKey(event, at, { row: rowCount, column: variants.length * samples })
    const cell = cellAt(at)
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey
    if (step !== null) goTo(step)
    else if (cell === undefined || hasModifier || !act(event.key, cell)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return { at, goTo, marked, unmark: () => setMarked(none), pressKey, rateError: rate.error }
}
