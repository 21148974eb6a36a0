import type { Generation } from '@trialogue/contract'
import { tallyAnswers } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'

/** How several chains of thought decided: each answer with what spoke for it, the strongest first. */
export function ReasoningVote({ generation }: { readonly generation: Generation }) {
  const { t, i18n } = useTranslation('compare')
  const { paths, reasoning } = generation
  const tallies = tallyAnswers(paths, reasoning.answerFormat)
  const isWeighed = reasoning.strategy === 'cot-decoding'
  const failed = paths.filter(({ error }) => error !== null).length
  const silent = paths.filter(({ answer, error }) => answer === null && error === null).length
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  const weight = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2, minimumFractionDigits: 2 })
  const name = isWeighed ? 'confidence' : 'vote'
  return (
    <section>
      <h3 className="font-medium text-muted text-small" title={t(`reasoning.${name}Hint`)}>
        {t(`reasoning.${name}`, { count: paths.length })}
      </h3>
      <ul className="mt-1 grid max-w-[36rem] grid-cols-[minmax(2rem,max-content)_minmax(2rem,1fr)_auto_auto] items-center gap-x-3 gap-y-1 text-small tabular-nums">
        {tallies.map((tally, index) => (
          <li key={tally.answer} className="contents">
            <span
              className={classNames('max-w-40 truncate', index === 0 && 'font-semibold')}
              title={tally.answer}
            >
              {tally.answer}
            </span>
            <span aria-hidden className="h-2 rounded-small bg-hover">
              <span
                className={classNames('block h-full rounded-small', index === 0 ? 'bg-accent' : 'bg-control')}
                style={{ width: `${tally.share * 100}%` }}
              />
            </span>
            <span className="text-muted">
              ×{tally.paths.length}
              {isWeighed ? ` · ${weight.format(tally.weight)}` : ''}
            </span>
            <span className="text-right">{percent.format(tally.share)}</span>
          </li>
        ))}
        <WithoutVote label={t('reasoning.silent')} count={silent} />
        <WithoutVote label={t('reasoning.failed')} count={failed} />
      </ul>
    </section>
  )
}

/** Chains that speak for no answer. */
function WithoutVote({ label, count }: { readonly label: string; readonly count: number }) {
  if (count === 0) return null
  return (
    <li className="contents text-muted">
      <span className="col-span-2 text-muted">{label}</span>
      <span className="text-muted">×{count}</span>
      <span />
    </li>
  )
}
