import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type Generation, type Run, toErrorRecord } from '@trialogue/contract'
import { useCallback, useEffect } from 'react'
import { followRun } from '../../lib/follow-run.ts'
import { runQuery } from '../../lib/queries/runs.ts'

/** Where a generation belongs; what it wrote is read where it is shown. */
export type GenerationPlace = Pick<
  Generation,
  'id' | 'variantId' | 'itemIndex' | 'sampleIndex' | 'modelKind' | 'seed'
>

/** A run without what its generations write, so that the page around them stays still while they do. */
export type RunOutline = Omit<Run, 'generations'> & { readonly places: readonly GenerationPlace[] }

/** A run as it stands, kept up to date while it goes on. Null while it is read. */
export function useRunOutline(runId: string): { run: RunOutline | null; error: Error | null } {
  const { data, error } = useQuery({ ...runQuery(runId), select: toOutline })
  useFollowed(runId, data?.status === 'running')
  return { run: data ?? null, error }
}

/** One generation of a run as it stands. */
export function useGeneration(runId: string, generationId: string): Generation | null {
  const select = useCallback(
    (run: Run) => run.generations.find(({ id }) => id === generationId) ?? null,
    [generationId],
  )
  return useQuery({ ...runQuery(runId), select }).data ?? null
}

function toOutline({ generations, ...run }: Run): RunOutline {
  const places = generations.map(({ id, variantId, itemIndex, sampleIndex, modelKind, seed }) => ({
    id,
    variantId,
    itemIndex,
    sampleIndex,
    modelKind,
    seed,
  }))
  return { ...run, places }
}

function useFollowed(runId: string, isRunning: boolean): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (!isRunning) return
    const stopping = new AbortController()
    followRun(queryClient, runId, { signal: stopping.signal, onConnection: () => {} }).catch(
      (thrown: unknown) => {
        // Told where the run is shown: it is read again, and that fails in the same way.
        if (toErrorRecord(thrown).code !== 'OFFLINE')
          void queryClient.invalidateQueries({ queryKey: runQuery(runId).queryKey })
      },
    )
    return () => stopping.abort()
  }, [queryClient, runId, isRunning])
}
