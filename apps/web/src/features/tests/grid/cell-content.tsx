import type { GridCell, ScoreMark } from '@trialogue/contract'
import { Check, CircleAlert, CircleDashed, Loader, Minus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../components/badge.tsx'
import { formatDuration } from '../../../lib/format-duration.ts'
import { formatNumber } from '../../../lib/format-number.ts'
import { useErrorText } from '../../../lib/use-error-text.ts'
import { useScoreWords } from './use-score-words.ts'

/** What the grid shows of a cell: its first lines, what scorers and people think, what it took. */
export function CellContent({ cell }: { readonly cell: GridCell }) {
  const { t, i18n } = useTranslation('tests')
  const { latencyMs, completionTokens, rating, scores } = cell
  return (
    <div className="flex h-full flex-col gap-1">
      <div className="min-h-0 flex-1 overflow-hidden">
        <CellText cell={cell} />
      </div>
      <div className="flex max-h-11 flex-wrap gap-1 overflow-hidden">
        {scores.map((score) => (
          <ScoreBadge key={score.name} score={score} />
        ))}
        {rating?.value == null ? null : (
          <Badge tone="accent">{t('cell.rated', { value: rating.value })}</Badge>
        )}
      </div>
      <span className="flex gap-2 truncate text-muted text-small tabular-nums">
        {latencyMs === null ? null : <span>{formatDuration(latencyMs, i18n.language)}</span>}
        {completionTokens === null ? null : (
          <span>
            {t('cell.tokens', {
              count: completionTokens,
              tokens: formatNumber(completionTokens, i18n.language),
            })}
          </span>
        )}
        {cell.finishReason === 'length' ? <span>{t('cell.cutOff')}</span> : null}
        {rating !== null && rating.comment !== '' ? (
          <span className="truncate">“{rating.comment}”</span>
        ) : null}
      </span>
    </div>
  )
}

function CellText({ cell }: { readonly cell: GridCell }) {
  const { t } = useTranslation('tests')
  const errorText = useErrorText()
  const { state, preview, hasAnswer, errorCode } = cell
  if (state === 'pending') {
    return <State icon={<CircleDashed size={16} aria-hidden />} text={t('cell.pending')} />
  }
  if (state === 'running' && (preview === null || preview === '')) {
    return <State icon={<Loader size={16} aria-hidden />} text={t('cell.running')} />
  }
  if (state === 'failed') {
    return (
      <span className="flex gap-2 text-failure">
        <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
        <span className="line-clamp-4">
          {errorText({ code: errorCode ?? 'INTERNAL', message: '', details: {} })}
        </span>
      </span>
    )
  }
  return (
    <>
      {hasAnswer === false ? <span className="block text-muted text-small">{t('cell.noAnswer')}</span> : null}
      <span className="line-clamp-5 whitespace-pre-wrap break-words">{preview}</span>
    </>
  )
}

type StateProps = { readonly icon: ReactNode; readonly text: string }

function State({ icon, text }: StateProps) {
  return (
    <span className="flex items-center gap-2 text-muted">
      {icon}
      {text}
    </span>
  )
}

/** What a scorer found, with its name. */
export function ScoreBadge({ score }: { readonly score: ScoreMark }) {
  const words = useScoreWords()
  const { icon: Icon, tone } = look(score)
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden />
      <span className="max-w-36 truncate">{score.name}</span>
      <span className={score.isPass === null || typeof score.value === 'number' ? '' : 'sr-only'}>
        {words(score)}
      </span>
    </Badge>
  )
}

function look({ isPass, category }: ScoreMark) {
  if (category === 'error') return { icon: CircleAlert, tone: 'neutral' } as const
  if (isPass === true) return { icon: Check, tone: 'success' } as const
  if (isPass === false) return { icon: X, tone: 'failure' } as const
  return { icon: Minus, tone: 'neutral' } as const
}
