import type { DataPart } from '@trialogue/contract'
import { useMemo } from 'react'
import { create } from 'zustand'
import { useContent } from '../../../lib/workspace.ts'
import { type CellColumn, cellColumns } from './few-shot-edits.ts'
import type { Pasted } from './paste-cells.ts'

/** What a paste did, for the notice under the table. */
export type PasteReport = Omit<Pasted, 'data'> & {
  /** Where it began, in which columns, and its first row where that looks like headers. */
  readonly row: number
  readonly column: number
  readonly columns: readonly CellColumn[]
  readonly headers: readonly string[] | null
  /** The examples as the paste left them: the notice goes with the next edit. */
  readonly examples: DataPart['examples']
}

type TableView = {
  /** Whether the reasoning column was asked for though nothing stands in it. */
  readonly isReasoningWanted: boolean
  /** The row whose fields Tab reaches: one of hundreds. */
  readonly activeRowId: string | null
  readonly pasted: PasteReport | null
}

/** How the few-shot table is looked at; no part of the prompt. */
export const useTableView = create<TableView>()(() => ({
  isReasoningWanted: false,
  activeRowId: null,
  pasted: null,
}))

/** The columns in sight: reasoning where it is wanted, needed or written. */
export function useColumns(): readonly CellColumn[] {
  const inputCount = useContent(({ body }) => body.data.inputHeaders.length)
  const isWanted = useTableView((view) => view.isReasoningWanted)
  const isNeeded = useContent(({ reasoning }) => reasoning.strategy === 'few-shot')
  const isWritten = useHasReasoning()
  return useMemo(
    () => cellColumns(inputCount, isWanted || isNeeded || isWritten),
    [inputCount, isWanted, isNeeded, isWritten],
  )
}

/** Whether any example shows its reasoning. */
export function useHasReasoning(): boolean {
  return useContent(({ body }) => body.data.examples.some(({ reasoning }) => reasoning !== ''))
}

/** The row that Tab reaches: the one used last, else the first. */
export function useActiveRowId(): string | null {
  const activeRowId = useTableView((view) => view.activeRowId)
  return useContent(({ body: { data } }) => {
    const isThere = data.examples.some(({ id }) => id === activeRowId)
    return isThere ? activeRowId : (data.examples[0]?.id ?? null)
  })
}
