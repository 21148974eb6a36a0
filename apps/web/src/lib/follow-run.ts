import type { QueryClient } from '@tanstack/react-query'
import { foldRunEvent, type RunEvent } from '@trialogue/contract'
import { type ConnectionState, streamRunEvents } from './event-stream.ts'
import { runQuery } from './queries/runs.ts'

type FollowOptions = {
  readonly signal: AbortSignal
  readonly onConnection: (state: ConnectionState) => void
}

/**
 * Folds a run's events into its entry in the query cache until it has ended. Events that arrive within one frame are
 * folded together, so that the page paints at most once per frame.
 */
export async function followRun(
  queryClient: QueryClient,
  runId: string,
  options: FollowOptions,
): Promise<void> {
  const { queryKey } = runQuery(runId)
  let pending: RunEvent[] = []
  let cancelFrame: (() => void) | null = null

  function fold() {
    cancelFrame?.()
    cancelFrame = null
    const events = pending
    pending = []
    queryClient.setQueryData(queryKey, (run) => events.reduce(foldRunEvent, run ?? null) ?? undefined)
  }

  try {
    for await (const { event } of streamRunEvents(runId, options)) {
      pending.push(event)
      cancelFrame ??= onNextFrame(fold)
    }
  } finally {
    if (!options.signal.aborted) fold()
    else cancelFrame?.()
  }
}

/** A hidden page gets no frames, but its runs go on: a timer stands in. */
function onNextFrame(act: () => void): () => void {
  if (document.visibilityState === 'hidden') {
    const timer = setTimeout(act, 250)
    return () => clearTimeout(timer)
  }
  const frame = requestAnimationFrame(act)
  return () => cancelAnimationFrame(frame)
}
