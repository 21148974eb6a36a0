import { type Divergence, shiftSchema } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../../lib/class-names.ts'
import { formatNats } from './format-probability.ts'
import { countShifts, shiftLooks } from './shift-looks.ts'

type DivergenceSummaryProps = { readonly divergence: Divergence; readonly otherName: string }

/** How much of an output the other model would have written itself, in a sentence and in figures. */
export function DivergenceSummary({ divergence, otherName }: DivergenceSummaryProps) {
  const { t, i18n } = useTranslation('tokens')
  const { tokens } = divergence
  const counts = countShifts(tokens)
  const total = Math.max(1, tokens.length)
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  const kl = tokens.reduce((sum, { klAtLeast }) => sum + klAtLeast, 0) / total
  return (
    <div className="flex flex-col gap-1 text-small" title={t('divergence.source')}>
      <p className="font-medium text-ui">
        {t('divergence.share', { model: otherName, percent: percent.format(counts.unshifted / total) })}
      </p>
      <p className="flex flex-wrap gap-x-3 gap-y-1">
        {shiftSchema.options.map((shift) => (
          <span key={shift} title={t(`divergence.shiftHint.${shift}`)} className="tabular-nums">
            <span
              className={classNames(
                'rounded-small px-0.5 decoration-accent underline-offset-4',
                shiftLooks[shift],
              )}
            >
              {t(`divergence.shift.${shift}`)}
            </span>{' '}
            <span className="text-muted">
              {counts[shift]} · {percent.format(counts[shift] / total)}
            </span>
          </span>
        ))}
      </p>
      <p className="text-muted tabular-nums">
        {t('divergence.kl', { value: formatNats(kl, i18n.language) })}
      </p>
    </div>
  )
}
