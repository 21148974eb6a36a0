import type { QueryClient } from '@tanstack/react-query'
import { recentRunsQuery, runQuery } from '../../lib/queries/runs.ts'
import { useWorkspace } from '../../lib/workspace.ts'
import { recallRun, useRunStore } from './run-store.ts'

/** About 300 bytes each: 6 MB. */
const mostRecalledTokens = 20_000

/**
 * Finds the latest runs that the columns took part in, newest first: what was on screen before the page was reloaded. A run
 * carries every token with its candidates, so beyond the first only as many are read as are small; the history has all.
 */
export async function recallRuns(queryClient: QueryClient, promptId: string): Promise<void> {
  const recent = await queryClient.fetchQuery({ ...recentRunsQuery(promptId), staleTime: 0 })
  let tokens = 0
  for (const { id, tokens: written } of recent.items) {
    tokens += written?.completion ?? 0
    if (tokens > mostRecalledTokens && hasRunOfEach()) return
    const run = await queryClient.fetchQuery({ ...runQuery(id), staleTime: 0 })
    if (useWorkspace.getState().open?.promptId !== promptId) return
    recallRun(run)
  }
}

/** Whether every column shows something already. */
function hasRunOfEach(): boolean {
  const { runIdsByColumn } = useRunStore.getState()
  const columns = useWorkspace.getState().open?.content.columns ?? []
  return columns.every(({ id }) => id in runIdsByColumn)
}
