import { useTranslation } from 'react-i18next'
import { classNames } from '../../../lib/class-names.ts'
import { likelihoodLooks, likelihoods } from './likelihood.ts'

/** What background and underline say. */
export function LikelihoodLegend() {
  const { t } = useTranslation('tokens')
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-small">
      {likelihoods.map((step) => (
        <span
          key={step}
          className={classNames(
            'rounded-small px-0.5 text-text tabular-nums decoration-accent underline-offset-4',
            likelihoodLooks[step],
          )}
        >
          {t(`lens.legendStep.${step}`)}
        </span>
      ))}
    </p>
  )
}
