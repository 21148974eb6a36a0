import { useQuery } from '@tanstack/react-query'
import type { Generation, Run } from '@trialogue/contract'
import { runQuery } from '../../lib/queries/runs.ts'
import { useRunStore } from './run-store.ts'

export type ColumnRun = {
  readonly run: Run
  /** This column's part of the run, by sample. */
  readonly generations: readonly Generation[]
}

/** What a column shows: its generations of the latest run it took part in, null before the first. */
export function useColumnRun(columnId: string): ColumnRun | null {
  const runId = useRunStore(({ runIdByColumn }) => runIdByColumn[columnId])
  const { data: run } = useQuery({ ...runQuery(runId ?? ''), enabled: runId !== undefined })
  if (run === undefined) return null
  const generations = run.generations
    .filter(({ variantId }) => variantId === columnId)
    .toSorted((a, b) => a.sampleIndex - b.sampleIndex)
  return { run, generations }
}
