import type { Score } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../lib/format-number.ts'
import { ScoreBadge } from './cell-content.tsx'

/** The scores of a cell with their reasons. */
export function ScoreList({ scores }: { readonly scores: readonly Score[] }) {
  const { t, i18n } = useTranslation('tests')
  if (scores.length === 0) return <p className="text-muted">{t('cell.noScores')}</p>
  return (
    <ul className="flex flex-col gap-2">
      {scores.map((score) => {
        const values = Object.entries(score.rationale.values).map(([name, value]) => [
          name,
          typeof value === 'number' ? formatNumber(value, i18n.language, 3) : value,
        ])
        return (
          <li key={score.name} className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <ScoreBadge score={score} />
            <span className="min-w-0 flex-1 basis-64 whitespace-pre-wrap break-words">
              {t(`rationale.${score.rationale.key}`, Object.fromEntries(values))}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
