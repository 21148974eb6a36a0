import type { QueryClient } from '@tanstack/react-query'
import { type Run, type RunRequest, toErrorRecord } from '@trialogue/contract'
import { client } from '../../lib/client.ts'
import { modelsQuery } from '../../lib/queries/models.ts'
import { recentRunsQuery, runQuery } from '../../lib/queries/runs.ts'
import { useWorkspace } from '../../lib/workspace.ts'
import { buildRunRequests, toFreshSample } from './build-run-request.ts'
import { generationsOf } from './column-samples.tsx'
import { isUnfinished } from './generation-state.ts'
import { recordLogprobs } from './record-logprobs.ts'
import { recallRun, showNewRun, useRunStore } from './run-store.ts'

/** About 300 bytes each: 6 MB. */
const mostRecalledTokens = 20_000

/**
 * Runs the given columns of the open prompt, all of them when none are named. Does nothing while one of them still
 * writes: what it asks next is read off its last text.
 */
export async function startRun(queryClient: QueryClient, columnIds?: readonly string[]): Promise<void> {
  const { open } = useWorkspace.getState()
  if (open === null) return
  const ids = columnIds ?? open.content.columns.map(({ id }) => id)
  await start(queryClient, ids, () => buildRunRequests(open, ids))
}

/** Adds one more sample to a column, drawn with a new seed even where the seed is locked. */
export async function regenerate(queryClient: QueryClient, columnId: string): Promise<void> {
  const { open } = useWorkspace.getState()
  if (open === null) return
  await start(queryClient, [columnId], () => buildRunRequests(open, [columnId]).map(toFreshSample))
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

/** Stops one column; the others go on. */
export async function stopColumn(queryClient: QueryClient, columnId: string): Promise<void> {
  if (useRunStore.getState().stoppingColumns.includes(columnId)) return
  useRunStore.setState(({ stoppingColumns }) => ({
    stoppingColumns: [...stoppingColumns, columnId],
    error: null,
  }))
  try {
    await Promise.all(
      runsOf(queryClient, columnId).map(async (run) => {
        const generationIds = unfinishedIds(run, columnId)
        if (generationIds.length > 0)
          await client.cancelRun({ params: { runId: run.id }, body: { generationIds } })
      }),
    )
  } catch (thrown) {
    useRunStore.setState({ error: toErrorRecord(thrown) })
  } finally {
    useRunStore.setState(({ stoppingColumns }) => ({
      stoppingColumns: stoppingColumns.filter((id) => id !== columnId),
    }))
  }
}

/** Runs the unfinished generations of an interrupted run again. */
export async function resumeRun(queryClient: QueryClient, runId: string): Promise<void> {
  await perform('starting', async () => {
    const run = await client.resumeRun({ params: { runId } })
    queryClient.setQueryData(runQuery(runId).queryKey, run)
  })
}

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

async function start(
  queryClient: QueryClient,
  columnIds: readonly string[],
  build: () => readonly RunRequest[],
): Promise<void> {
  if (useRunStore.getState().pending === 'starting') return
  if (columnIds.some((id) => isWriting(queryClient, id))) return
  await perform('starting', async () => {
    const models = queryClient.getQueryData(modelsQuery.queryKey)?.items ?? []
    const started = await Promise.allSettled(
      build().map(async (request) => {
        const body = recordLogprobs(request, models)
        const run = await client.createRun({ body })
        queryClient.setQueryData(runQuery(run.id).queryKey, run)
        showNewRun(run)
      }),
    )
    // Columns with prompts of their own run by themselves: one that is refused does not hold up the others.
    for (const one of started) if (one.status === 'rejected') throw one.reason
  })
}

function runsOf(queryClient: QueryClient, columnId: string): Run[] {
  const runIds = useRunStore.getState().runIdsByColumn[columnId] ?? []
  return runIds
    .map((runId) => queryClient.getQueryData(runQuery(runId).queryKey))
    .filter((run) => run !== undefined)
}

function unfinishedIds(run: Run, columnId: string): string[] {
  return generationsOf(run, columnId)
    .filter(isUnfinished)
    .map(({ id }) => id)
}

function isWriting(queryClient: QueryClient, columnId: string): boolean {
  return runsOf(queryClient, columnId).some((run) => unfinishedIds(run, columnId).length > 0)
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
