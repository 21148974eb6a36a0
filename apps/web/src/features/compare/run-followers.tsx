import { useQuery, useQueryClient } from '@tanstack/react-query'
import { toErrorRecord } from '@trialogue/contract'
import { useEffect, useLayoutEffect } from 'react'
import { followRun } from '../../lib/follow-run.ts'
import { modelsQuery } from '../../lib/queries/models.ts'
import { runQuery } from '../../lib/queries/runs.ts'
import { useOpenPrompt } from '../../lib/workspace.ts'
import { setApart } from './edited-prompt.ts'
import { recallRuns } from './recall-runs.ts'
import { resetRuns, setConnection, useRunStore } from './run-store.ts'

/** Keeps the runs of the open prompt up to date: recalls them after a reload and follows those that go on. */
export function RunFollowers() {
  const { promptId } = useOpenPrompt()
  const queryClient = useQueryClient()
  const runIds = useRunStore(({ runIdsByColumn }) =>
    [...new Set(Object.values(runIdsByColumn).flat())].join(' '),
  )

  // Before the paint: columns of two prompts may have the same ids, and must not show each other's runs.
  useLayoutEffect(() => {
    resetRuns()
    setApart(false)
    recallRuns(queryClient, promptId).catch((thrown: unknown) =>
      useRunStore.setState({ error: toErrorRecord(thrown) }),
    )
  }, [queryClient, promptId])

  return runIds === '' ? null : runIds.split(' ').map((runId) => <RunFollower key={runId} runId={runId} />)
}

function RunFollower({ runId }: { readonly runId: string }) {
  const queryClient = useQueryClient()
  const { data: status } = useQuery({ ...runQuery(runId), select: (run) => run.status })

  useEffect(() => {
    if (status !== 'running') return
    const stopping = new AbortController()
    setConnection(runId, 'connecting')
    followRun(queryClient, runId, {
      signal: stopping.signal,
      onConnection: (state) => setConnection(runId, state),
    })
      .catch((thrown: unknown) => useRunStore.setState({ error: toErrorRecord(thrown) }))
      .finally(() => {
        if (stopping.signal.aborted) return
        setConnection(runId, null)
        // A run loads models: where they run and that they are ready is news.
        void queryClient.invalidateQueries({ queryKey: modelsQuery.queryKey })
      })
    return () => {
      stopping.abort()
      setConnection(runId, null)
    }
  }, [queryClient, runId, status])

  return null
}
