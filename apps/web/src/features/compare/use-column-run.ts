import { useQuery } from '@tanstack/react-query'
import type { Generation, Run, RunRequest } from '@trialogue/contract'
import { useCallback } from 'react'
import { runQuery } from '../../lib/queries/runs.ts'
import { isUnfinished } from './generation-state.ts'
import { useRunStore } from './run-store.ts'

type ColumnRun = {
  readonly request: RunRequest
  /** This column's part of the run, by sample. */
  readonly generations: readonly Generation[]
}

/** What a column shows: its generations of the latest run it took part in, null before the first. */
export function useColumnRun(columnId: string): ColumnRun | null {
  const select = useCallback(
    (run: Run): ColumnRun => ({
      request: run.request,
      generations: generationsOf(run, columnId).toSorted((a, b) => a.sampleIndex - b.sampleIndex),
    }),
    [columnId],
  )
  return useSelectedRun(columnId, select) ?? null
}

/** Whether any of a column's generations goes on. Changes far less often than what they write. */
export function useIsWriting(columnId: string): boolean {
  const select = useCallback((run: Run) => generationsOf(run, columnId).some(isUnfinished), [columnId])
  return useSelectedRun(columnId, select) ?? false
}

function useSelectedRun<Part>(columnId: string, select: (run: Run) => Part): Part | undefined {
  const runId = useRunStore(({ runIdByColumn }) => runIdByColumn[columnId])
  return useQuery({ ...runQuery(runId ?? ''), enabled: runId !== undefined, select }).data
}

function generationsOf(run: Run, columnId: string): Generation[] {
  return run.generations.filter(({ variantId }) => variantId === columnId)
}
