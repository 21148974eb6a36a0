import type { ErrorRecord } from '@trialogue/contract'
import { create } from 'zustand'
import type { ConnectionState } from '../../lib/event-stream.ts'

type RunState = {
  /** The run whose generations a column shows, by column id. */
  readonly runIdByColumn: Readonly<Record<string, string>>
  /** Runs that go on, with the state of their stream. */
  readonly connections: Readonly<Record<string, ConnectionState>>
  /** `starting`, `stopping`: asked for, not answered yet. */
  readonly pending: 'starting' | 'stopping' | null
  /** Why the last start, stop or continue was refused. */
  readonly error: ErrorRecord | null
}

const nothingRan: RunState = { runIdByColumn: {}, connections: {}, pending: null, error: null }

/** Which runs the open prompt's columns show. The runs themselves are in the query cache. */
export const useRunStore = create<RunState>()(() => nothingRan)

export function resetRuns(): void {
  useRunStore.setState(nothingRan)
}

/** Whether any generation goes on. */
export function isRunning({ connections }: RunState): boolean {
  return Object.keys(connections).length > 0
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
