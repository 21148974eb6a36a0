import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { type ExperimentEvent, experimentRoutes, type GridCell, type GridWindow } from '@trialogue/contract'
import { useEffect, useState } from 'react'
import { streamEvents } from '../../../lib/event-stream.ts'
import { cellQuery, experimentQuery, readingKey } from '../queries.ts'

/** What is computed of many cells is asked for again at most so often. */
const settleMs = 500

/**
 * Keeps what is shown of an experiment as it is on the server, whoever changes it. Returns the error after which nothing
 * more is heard; null while it listens.
 */
export function useLiveExperiment(experimentId: string): Error | null {
  const queryClient = useQueryClient()
  const [error, setError] = useState<Error | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    const later = createSettler(() => refreshComputed(queryClient, experimentId))
    const listen = async () => {
      const source = {
        route: experimentRoutes.streamExperimentEvents,
        params: { experimentId },
        isLast: () => false,
      }
      for await (const { event } of streamEvents(source, { signal: abort.signal })) {
        heed(queryClient, experimentId, event, later.plan)
      }
    }
    setError(null)
    listen().catch((thrown: unknown) => {
      if (!abort.signal.aborted) setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
    })
    return () => {
      abort.abort()
      later.stop()
    }
  }, [experimentId, queryClient])
  return error
}

function heed(
  queryClient: QueryClient,
  experimentId: string,
  event: ExperimentEvent,
  refreshLater: () => void,
) {
  switch (event.type) {
    case 'experiment.state':
      queryClient.setQueryData(experimentQuery(experimentId).queryKey, event.experiment)
      refreshLater()
      return
    case 'experiment.cells':
      putCells(queryClient, experimentId, event.cells)
      refreshLater()
      return
    case 'experiment.stale':
      void queryClient.invalidateQueries({ queryKey: ['experiment-reading', experimentId] })
      return
    default:
      event satisfies never
  }
}

/** Puts cells in their places in what was read of the grid. */
export function putCells(queryClient: QueryClient, experimentId: string, cells: readonly GridCell[]): void {
  const byNumber = new Map(cells.map((cell) => [cell.number, cell]))
  queryClient.setQueriesData<GridWindow>({ queryKey: readingKey(experimentId, 'rows') }, (window) => {
    if (window === undefined) return window
    if (!window.items.some((row) => row.cells.some(({ number }) => byNumber.has(number)))) return window
    const items = window.items.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => byNumber.get(cell.number) ?? cell),
    }))
    return { ...window, items }
  })
  for (const { number } of cells) {
    void queryClient.invalidateQueries({ queryKey: cellQuery(experimentId, number).queryKey })
  }
}

/** Figures, and rows that a filter chose: cells that change may come into it or leave it. */
function refreshComputed(queryClient: QueryClient, experimentId: string) {
  void queryClient.invalidateQueries({
    queryKey: ['experiment-reading', experimentId],
    predicate: ({ queryKey }) => queryKey[2] !== 'cell' && !(queryKey[2] === 'rows' && queryKey[3] === 'all'),
  })
}

function createSettler(act: () => void) {
  let timer: ReturnType<typeof setTimeout> | null = null
  return {
    plan: () => {
      timer ??= setTimeout(() => {
        timer = null
        act()
      }, settleMs)
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
