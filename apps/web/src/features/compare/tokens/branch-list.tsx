import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Generation } from '@trialogue/contract'
import { GitBranch, GitCompareArrows } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { branchesQuery } from '../../../lib/queries/branches.ts'
import { showBranch } from '../branch-actions.ts'
import { useBranchLabel } from './branch-label.ts'

type BranchListProps = {
  readonly columnId: string
  readonly generation: Generation
  readonly isComparing: boolean
  readonly onCompare: (isComparing: boolean) => void
}

/** The ways that a text was written, to go from one to another; nothing while there is only one. */
export function BranchList({ columnId, generation, isComparing, onCompare }: BranchListProps) {
  const { t } = useTranslation('tokens')
  const queryClient = useQueryClient()
  const label = useBranchLabel()
  const { data } = useQuery(branchesQuery(generation.id))
  const branches = data?.items ?? []
  const shown = branches.find(({ generationId }) => generationId === generation.id)
  if (branches.length < 2) return null
  // The list may be older than the token.
  const { stepIndex = 0, tokenIndex = 0 } = shown?.branch ?? {}
  const written = generation.steps[stepIndex]?.logprobs[tokenIndex]?.text ?? null
  return (
    <div className="flex flex-wrap items-center gap-1">
      <GitBranch size={16} aria-hidden className="shrink-0 text-muted" />
      <ul aria-label={t('branch.list')} className="contents">
        {branches.map((branch) => (
          <li key={branch.generationId} className="min-w-0">
            <BranchButton
              label={label(branch === shown ? { ...branch, tokenText: branch.tokenText ?? written } : branch)}
              isShown={branch === shown}
              onPress={() => void showBranch(queryClient, columnId, branch)}
            />
          </li>
        ))}
      </ul>
      {shown?.branch == null ? null : (
        <Button
          size="small"
          look="muted"
          title={t('branch.diffHint')}
          aria-pressed={isComparing}
          onClick={() => onCompare(!isComparing)}
          className="aria-pressed:bg-accent-tint aria-pressed:text-accent"
        >
          <GitCompareArrows size={16} aria-hidden />
          {t('branch.diff')}
        </Button>
      )}
    </div>
  )
}

type BranchButtonProps = {
  readonly label: string
  readonly isShown: boolean
  readonly onPress: () => void
}

function BranchButton({ label, isShown, onPress }: BranchButtonProps) {
  return (
    <button
      type="button"
      aria-current={isShown ? 'true' : undefined}
      onClick={onPress}
      className={classNames(
        'inline-flex min-h-7 max-w-full items-center truncate rounded-ui px-2 text-small tabular-nums pointer-coarse:min-h-11',
        isShown ? 'bg-accent-tint font-medium text-accent' : 'text-muted hover:bg-hover hover:text-text',
      )}
    >
      {label}
    </button>
  )
}
