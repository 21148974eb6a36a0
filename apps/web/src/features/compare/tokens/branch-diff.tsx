import { useQuery } from '@tanstack/react-query'
import type { BranchPoint, Generation, Run } from '@trialogue/contract'
import { GitBranch } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { DiffParts } from '../../../components/diff-parts.tsx'
import { branchesQuery } from '../../../lib/queries/branches.ts'
import { runQuery } from '../../../lib/queries/runs.ts'
import { keptText } from './kept-text.ts'

type BranchDiffProps = {
  readonly generation: Generation
  readonly branch: BranchPoint
}

/** A branch as what differs, from the place on where it was branched off, from the text that was there before. */
export function BranchDiff({ generation, branch }: BranchDiffProps) {
  const { t } = useTranslation('tokens')
  const before = useOriginalText(generation, branch)
  const after = generation.steps[branch.stepIndex]?.text ?? ''
  const kept = keptText(generation, branch, before ?? '')
  const texts = [before?.slice(kept.length) ?? '', after.slice(kept.length)] as const
  const { data: diff } = useQuery({
    queryKey: ['word-diff', ...texts],
    // Fetched when it is first needed: most visits branch nothing.
    queryFn: async () => (await import('../../../lib/word-diff.ts')).diffWords(...texts),
    enabled: before !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  if (before === null || diff === undefined) return null
  if (diff === null) return <p className="text-muted">{t('branch.tooFar')}</p>
  return (
    <>
      {texts[0] === texts[1] ? <p className="text-muted text-small">{t('branch.same')}</p> : null}
      <p className="max-w-[72ch] whitespace-pre-wrap break-words text-output">
        <span className="text-muted">{kept}</span>
        <span
          role="img"
          aria-label={t('branch.fork')}
          title={t('branch.fork')}
          className="mx-0.5 inline-flex rounded-small bg-accent px-0.5 align-middle text-on-accent"
        >
          <GitBranch size={16} aria-hidden />
        </span>
        <DiffParts parts={diff.parts} />
      </p>
    </>
  )
}

/** What stood in its place; null while it is not known. */
function useOriginalText(generation: Generation, { generationId, stepIndex }: BranchPoint): string | null {
  const { data } = useQuery(branchesQuery(generation.id))
  const runId = data?.items.find((branch) => branch.generationId === generationId)?.runId
  const select = useCallback(
    (run: Run) => run.generations.find(({ id }) => id === generationId)?.steps[stepIndex]?.text ?? null,
    [generationId, stepIndex],
  )
  return useQuery({ ...runQuery(runId ?? ''), enabled: runId !== undefined, select }).data ?? null
}
