import type { QueryClient } from '@tanstack/react-query'
import { type Run, toErrorRecord } from '@trialogue/contract'
import { client } from '../../lib/client.ts'
import { recentRunsQuery, runQuery } from '../../lib/queries/runs.ts'
import { useWorkspace } from '../../lib/workspace.ts'
import { buildRunRequest } from './build-run-request.ts'
import { isUnfinished } from './generation-state.ts'
import { useRunStore } from './run-store.ts'

/**
 * Runs the given columns of the open prompt, all of them when none are named. Does nothing while one of them still
 * writes: its run would go on out of sight and out of reach of Stop.
 */
export async function startRun(queryClient: QueryClient, columnIds?: readonly string[]): Promise<void> {
  const { open } = useWorkspace.getState()
  if (open === null || useRunStore.getState().pending === 'starting') return
  const ids = columnIds ?? open.content.columns.map(({ id }) => id)
  if (ids.some((id) => isWriting(queryClient, id))) return
  await perform('starting', async () => {
    const run = await client.createRun({ body: buildRunRequest(open, ids) })
    queryClient.setQueryData(runQuery(run.id).queryKey, run)
    useRunStore.setState(({ runIdByColumn }) => ({
      runIdByColumn: { ...runIdByColumn, ...Object.fromEntries(ids.map((id) => [id, run.id])) },
    }))
  })
}

/** Stops everything that goes on; what was written is kept. */
export async function stopRuns(): Promise<void> {
  const runIds = Object.keys(useRunStore.getState().connections)
  if (runIds.length === 0 || useRunStore.getState().pending === 'stopping') return
  await perform('stopping', async () => {
    // The stream tells what became of each generation; the answer may be older than what it has told.
    await Promise.all(runIds.map((runId) => client.cancelRun({ params: { runId }, body: {} })))
  })
}

/** Runs the unfinished generations of an interrupted run again. */
export async function resumeRun(queryClient: QueryClient, runId: string): Promise<void> {
  await perform('starting', async () => {
    const run = await client.resumeRun({ params: { runId } })
    queryClient.setQueryData(runQuery(runId).queryKey, run)
  })
}

/** Finds, for each column, the latest run it took part in: what was on screen before the page was reloaded. */
export async function recallRuns(queryClient: QueryClient, promptId: string): Promise<void> {
  const recent = await queryClient.fetchQuery({ ...recentRunsQuery(promptId), staleTime: 0 })
  for (const { id } of recent.items) {
    const run = await queryClient.fetchQuery({ ...runQuery(id), staleTime: 0 })
    const { open } = useWorkspace.getState()
    if (open?.promptId !== promptId) return
    useRunStore.setState(({ runIdByColumn }) => ({
      runIdByColumn: { ...idsByColumn(run), ...runIdByColumn },
    }))
    const { runIdByColumn } = useRunStore.getState()
    if (open.content.columns.every((column) => column.id in runIdByColumn)) return
  }
}

function isWriting(queryClient: QueryClient, columnId: string): boolean {
  const runId = useRunStore.getState().runIdByColumn[columnId]
  const run = runId === undefined ? undefined : queryClient.getQueryData(runQuery(runId).queryKey)
  return (
    run?.generations.some((generation) => generation.variantId === columnId && isUnfinished(generation)) ??
    false
  )
}

function idsByColumn(run: Run): Record<string, string> {
  return Object.fromEntries(run.request.variants.map((variant) => [variant.id, run.id]))
}

async function perform(pending: 'starting' | 'stopping', act: () => Promise<void>): Promise<void> {
  useRunStore.setState({ pending, error: null })
  try {
    await act()
    // A stop is over when the streams have ended, not when it was accepted.
    if (pending === 'starting') useRunStore.setState({ pending: null })
  } catch (thrown) {
    useRunStore.setState({ pending: null, error: toErrorRecord(thrown) })
  }
}
