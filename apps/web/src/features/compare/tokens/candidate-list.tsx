import type { TokenCandidate } from '@trialogue/contract'
import { Check, GitBranch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../../lib/class-names.ts'
import { describeId } from './describe-id.ts'
import { formatNats, formatProbability } from './format-probability.ts'
import { quotedText } from './visible-text.ts'

type CandidateListProps = {
  readonly label: string
  /** Likeliest first. */
  readonly candidates: readonly TokenCandidate[]
  /** The one that was written; shown below the others where it is not among them. */
  readonly written: TokenCandidate
  /** Goes on with another one; null for a list that is only to be looked at. */
  readonly onPick: ((candidate: TokenCandidate) => void) | null
  /** Why none can be picked; null where one can. */
  readonly reason: string | null
}

/** What a model could have gone on with in one place, with bars. */
export function CandidateList({ label, candidates, written, onPick, reason }: CandidateListProps) {
  const isWritten = (one: TokenCandidate) => one.id === written.id && one.text === written.text
  const isAmong = candidates.some(isWritten)
  const rows = isAmong ? candidates : [...candidates, written]
  return (
    <ol aria-label={label} className="flex flex-col gap-px">
      {rows.map((candidate) => (
        <li key={`${candidate.id}:${candidate.text}:${candidate.logprob}`}>
          <Candidate candidate={candidate} isWritten={isWritten(candidate)} onPick={onPick} reason={reason} />
        </li>
      ))}
    </ol>
  )
}

type CandidateProps = Pick<CandidateListProps, 'onPick' | 'reason'> & {
  readonly candidate: TokenCandidate
  readonly isWritten: boolean
}

function Candidate({ candidate, isWritten, onPick, reason }: CandidateProps) {
  const { t, i18n } = useTranslation('tokens')
  const { id, text, logprob } = candidate
  const why = isWritten ? t('panel.isWritten') : reason
  const canPick = onPick !== null && why === null
  const details = describeId(t, { id, text })
  const Icon = isWritten ? Check : GitBranch
  const content = (
    <>
      <span
        aria-hidden
        className="absolute inset-y-0.5 left-0 rounded-small bg-accent/12"
        style={{ width: `${Math.max(1, Math.exp(logprob) * 100)}%` }}
      />
      <span className={classNames('relative truncate font-mono', isWritten && 'font-semibold')}>
        {canPick ? <span className="sr-only">{t('panel.branch')} </span> : null}
        {quotedText(text)}
      </span>
      <span className="relative text-right tabular-nums">{formatProbability(logprob, i18n.language)}</span>
      <span className="relative text-right text-muted tabular-nums">
        {formatNats(logprob, i18n.language)}
      </span>
      <Icon
        size={16}
        aria-hidden
        className={classNames('relative', isWritten ? 'text-text' : canPick ? 'text-muted' : 'invisible')}
      />
    </>
  )
  const look =
    'relative grid min-h-7 w-full grid-cols-[1fr_4.5rem_3.5rem_1rem] items-center gap-2 rounded-small px-1.5 text-left text-small'
  if (onPick === null) {
    return (
      <div title={details} className={look}>
        {content}
      </div>
    )
  }
  return (
    <button
      type="button"
      aria-disabled={!canPick}
      title={why === null ? details : `${details} · ${why}`}
      onClick={() => {
        if (canPick) onPick(candidate)
      }}
      className={classNames(look, 'pointer-coarse:min-h-11', canPick ? 'hover:bg-hover' : 'cursor-default')}
    >
      {content}
    </button>
  )
}
