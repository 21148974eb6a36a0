import { useQueries, useQuery } from '@tanstack/react-query'
import type { Generation, Run, RunRequest } from '@trialogue/contract'
import { type ReactNode, useCallback } from 'react'
import { runQuery } from '../../lib/queries/runs.ts'
import { isUnfinished } from './generation-state.ts'
import { type Baseline, useRunStore } from './run-store.ts'

/** One of a column's generations, as little of it as leafing needs: it stays the same while its text grows. */
export type ColumnSample = {
  readonly runId: string
  readonly generationId: string
  readonly state: 'unfinished' | 'failed' | 'ended'
}

/** A generation with what it was asked. */
export type ShownSample = {
  readonly generation: Generation
  readonly request: RunRequest
  readonly promptVersion: number | null
}

const noRuns: readonly string[] = []

/** A column's generations of all its runs, oldest first. */
export function useColumnSamples(columnId: string): readonly ColumnSample[] {
  const runIds = useRunStore(({ runIdsByColumn }) => runIdsByColumn[columnId] ?? noRuns)
  const select = useCallback((run: Run) => samplesOf(run, columnId), [columnId])
  return useQueries({
    queries: runIds.map((runId) => ({ ...runQuery(runId), select })),
    combine: joinSamples,
  })
}

/** Which of a column's samples is in sight: the one leafed to, else the first of the latest run; -1 before any. */
export function useShownPlace(columnId: string, samples: readonly ColumnSample[]): number {
  const shownId = useRunStore(({ shownByColumn }) => shownByColumn[columnId])
  const chosen = samples.findIndex(({ generationId }) => generationId === shownId)
  if (chosen !== -1) return chosen
  const latest = samples.at(-1)?.runId
  return samples.findIndex(({ runId }) => runId === latest)
}

/**
 * What is read out of a generation and its run; null where there is none, or its run is not known yet. Renders again only
 * when that changes, so `read` should leave out what grows where it is not shown. It must be the same function each time.
 */
export function useSampleOf<Part>(
  sample: Baseline | null | undefined,
  read: (generation: Generation, run: Run) => Part,
): Part | null {
  const generationId = sample?.generationId
  const select = useCallback(
    (run: Run): Part | null => {
      const generation = run.generations.find(({ id }) => id === generationId)
      return generation === undefined ? null : read(generation, run)
    },
    [generationId, read],
  )
  const query = { ...runQuery(sample?.runId ?? ''), enabled: generationId !== undefined, select }
  return useQuery(query).data ?? null
}

/** A generation as it stands. */
export function useSample(sample: Baseline | null | undefined): ShownSample | null {
  return useSampleOf(sample, readSample)
}

const readSample = (generation: Generation, run: Run): ShownSample => ({
  generation,
  request: run.request,
  promptVersion: run.promptVersion,
})

/** What stays the same while a generation grows: who wrote it, and what was asked. */
export type SampleFacts = Pick<Generation, 'modelId' | 'modelKind'> & Pick<ShownSample, 'request'>

export function useSampleFacts(sample: Baseline | null | undefined): SampleFacts | null {
  return useSampleOf(sample, readFacts)
}

const readFacts = ({ modelId, modelKind }: Generation, { request }: Run): SampleFacts => ({
  modelId,
  modelKind,
  request,
})

type WithSampleProps = {
  readonly sample: ColumnSample | null
  readonly children: (shown: ShownSample | null) => ReactNode
}

/** Draws what depends on a sample's text, by itself: it may grow with each frame, and what is around it does not. */
export function WithSample({ sample, children }: WithSampleProps): ReactNode {
  return children(useSample(sample))
}

/** Whether any of a column's generations goes on. Changes far less often than what they write. */
export function useIsWriting(columnId: string): boolean {
  return useColumnSamples(columnId).some(({ state }) => state === 'unfinished')
}

/** A column's generations of one run, by sample. */
export function generationsOf(run: Run, columnId: string): Generation[] {
  return run.generations
    .filter(({ variantId }) => variantId === columnId)
    .toSorted((a, b) => a.sampleIndex - b.sampleIndex)
}

function samplesOf(run: Run, columnId: string): ColumnSample[] {
  return generationsOf(run, columnId).map((generation) => ({
    runId: run.id,
    generationId: generation.id,
    state: isUnfinished(generation) ? 'unfinished' : generation.status === 'failed' ? 'failed' : 'ended',
  }))
}

function joinSamples(results: readonly { readonly data: ColumnSample[] | undefined }[]): ColumnSample[] {
  return results.flatMap(({ data }) => data ?? [])
}
