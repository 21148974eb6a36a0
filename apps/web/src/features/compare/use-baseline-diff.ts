import { useQuery } from '@tanstack/react-query'
import type { Generation } from '@trialogue/contract'
import type { WordDiff } from '../../lib/word-diff.ts'
import { type ColumnSample, useSample } from './column-samples.tsx'
import { isUnfinished } from './generation-state.ts'
import { outputText } from './output-text.ts'
import { useRunStore } from './run-store.ts'

export type BaselineComparison = {
  /** Who wrote the baseline. */
  readonly baseline: Generation
  readonly isBaseline: boolean
  /** Null where they differ too much, undefined where there is nothing to compare (yet) or it was not asked for. */
  readonly diff: WordDiff | null | undefined
  /** Set where two texts are there to be compared. */
  readonly isComparable: boolean
}

/** How an output stands to the baseline; null while none is pinned. */
export function useBaselineDiff(sample: ColumnSample | null): BaselineComparison | null {
  const pinned = useRunStore((state) => state.baseline)
  const isComparing = useRunStore((state) => state.isComparing)
  const baseline = useSample(pinned)?.generation ?? null
  // Read only where it is compared: it may be growing.
  const generation = useSample(pinned === null ? null : sample)?.generation ?? null
  const isBaseline = baseline !== null && baseline.id === generation?.id
  const isComparable =
    baseline !== null &&
    generation !== null &&
    !isBaseline &&
    !isUnfinished(baseline) &&
    !isUnfinished(generation)
  const before = isComparable ? outputText(baseline) : ''
  const after = isComparable ? outputText(generation) : ''
  const { data: diff } = useQuery({
    queryKey: ['word-diff', before, after],
    // Fetched when it is first needed: most visits pin no baseline.
    queryFn: async () => (await import('../../lib/word-diff.ts')).diffWords(before, after),
    enabled: isComparable && isComparing,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  if (baseline === null) return null
  return { baseline, isBaseline, diff: isComparable && isComparing ? diff : undefined, isComparable }
}
