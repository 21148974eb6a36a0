import type { QueryClient } from '@tanstack/react-query'
import { type Column, type Model, type Run, type RunRequest, toErrorRecord } from '@trialogue/contract'
import { client } from '../../lib/client.ts'
import { modelsQuery } from '../../lib/queries/models.ts'
import { runQuery } from '../../lib/queries/runs.ts'
import { useWorkspace } from '../../lib/workspace.ts'
import { buildRunRequests, toFreshSample } from './build-run-request.ts'
import { generationsOf } from './column-samples.tsx'
import { isUnfinished } from './generation-state.ts'
import { recordLogprobs } from './record-logprobs.ts'
import { showNewRun, useRunStore } from './run-store.ts'

/**
 * Runs the given columns of the open prompt; all of them when none are named, but those whose model is known not to be
 * installed: they would hold up the others. Does nothing while one of them still writes.
 */
export async function startRun(queryClient: QueryClient, columnIds?: readonly string[]): Promise<void> {
  const { open } = useWorkspace.getState()
  if (open === null) return
  const ids = columnIds ?? runnableIds(open.content.columns, knownModels(queryClient))
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

async function start(
  queryClient: QueryClient,
  columnIds: readonly string[],
  build: () => readonly RunRequest[],
): Promise<void> {
  if (useRunStore.getState().pending === 'starting') return
  if (columnIds.some((id) => isWriting(queryClient, id))) return
  await perform('starting', async () => {
    const models = knownModels(queryClient)
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

/** Empty while they are not known. */
function knownModels(queryClient: QueryClient): readonly Model[] {
  return queryClient.getQueryData(modelsQuery.queryKey)?.items ?? []
}

/** The columns whose models are installed; all of them where none is, to be told so. */
function runnableIds(columns: readonly Column[], models: readonly Model[]): string[] {
  const runnable = columns.filter(({ modelId }) => models.some(({ id }) => id === modelId))
  return (runnable.length === 0 ? columns : runnable).map(({ id }) => id)
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
