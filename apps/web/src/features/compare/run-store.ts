import type { ErrorRecord, Run } from '@trialogue/contract'
import { create } from 'zustand'
import type { ConnectionState } from '../../lib/event-stream.ts'

/** How the text of a finished output is shown. */
export type TextView = 'plain' | 'markdown' | 'json'

/** The output that the others are compared with. */
export type Baseline = { readonly runId: string; readonly generationId: string }

type RunState = {
  /** The runs that each column took part in, oldest first, by column id. */
  readonly runIdsByColumn: Readonly<Record<string, readonly string[]>>
  /** The generation a reader leafed to, by column id; none: the first of the column's latest run. */
  readonly shownByColumn: Readonly<Record<string, string>>
  readonly viewByColumn: Readonly<Record<string, TextView>>
  readonly baseline: Baseline | null
  /** Whether the other outputs are shown as what differs from the baseline. */
  readonly isComparing: boolean
  /** Runs that go on, with the state of their stream. */
  readonly connections: Readonly<Record<string, ConnectionState>>
  /** `starting`, `stopping`: asked for, not answered yet. */
  readonly pending: 'starting' | 'stopping' | null
  /** Columns that were stopped by themselves and have not ended yet. */
  readonly stoppingColumns: readonly string[]
  /** Why the last start, stop or continue was refused. */
  readonly error: ErrorRecord | null
}

const nothingRan: RunState = {
  runIdsByColumn: {},
  shownByColumn: {},
  viewByColumn: {},
  baseline: null,
  isComparing: true,
  connections: {},
  pending: null,
  stoppingColumns: [],
  error: null,
}

/** Which runs the open prompt's columns show. The runs themselves are in the query cache. */
export const useRunStore = create<RunState>()(() => nothingRan)

export function resetRuns(): void {
  useRunStore.setState(nothingRan)
}

/** Whether any generation goes on. */
export function isRunning({ connections }: RunState): boolean {
  return Object.keys(connections).length > 0
}

/** Shows a run that has just been started, in every column that takes part in it. */
export function showNewRun(run: Run): void {
  const columnIds = columnsOf(run)
  useRunStore.setState(({ runIdsByColumn, shownByColumn, stoppingColumns }) => ({
    runIdsByColumn: {
      ...runIdsByColumn,
      ...Object.fromEntries(columnIds.map((id) => [id, [...(runIdsByColumn[id] ?? []), run.id]])),
    },
    shownByColumn: Object.fromEntries(
      Object.entries(shownByColumn).filter(([columnId]) => !columnIds.includes(columnId)),
    ),
    stoppingColumns: stoppingColumns.filter((id) => !columnIds.includes(id)),
  }))
}

/** Puts an older run before the ones that its columns show already. */
export function recallRun(run: Run): void {
  useRunStore.setState(({ runIdsByColumn }) => ({
    runIdsByColumn: {
      ...runIdsByColumn,
      ...Object.fromEntries(
        columnsOf(run).map((id) => {
          const known = runIdsByColumn[id] ?? []
          return [id, known.includes(run.id) ? known : [run.id, ...known]]
        }),
      ),
    },
  }))
}

/** Shows one of a column's generations. */
export function showGeneration(columnId: string, generationId: string): void {
  useRunStore.setState(({ shownByColumn }) => ({
    shownByColumn: { ...shownByColumn, [columnId]: generationId },
  }))
}

/** Pins an output as the one that the others are compared with; null unpins it. */
export function pinBaseline(sample: Baseline | null): void {
  const baseline = sample === null ? null : { runId: sample.runId, generationId: sample.generationId }
  useRunStore.setState({ baseline, isComparing: true })
}

/** Shows the other outputs as what differs from the baseline, or as they are. */
export function setComparing(isComparing: boolean): void {
  useRunStore.setState({ isComparing })
}

/** Chooses how a column's text is shown. */
export function setTextView(columnId: string, view: TextView): void {
  useRunStore.setState(({ viewByColumn }) => ({ viewByColumn: { ...viewByColumn, [columnId]: view } }))
}

/** Sets or, with null, forgets the state of a run's stream. */
export function setConnection(runId: string, state: ConnectionState | null): void {
  useRunStore.setState(({ connections, pending }) => {
    const { [runId]: _, ...others } = connections
    const next = state === null ? others : { ...others, [runId]: state }
    const isOver = Object.keys(next).length === 0
    return { connections: next, pending: isOver && pending === 'stopping' ? null : pending }
  })
}

function columnsOf(run: Run): string[] {
  return run.request.variants.map(({ id }) => id)
}
