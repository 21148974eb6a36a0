import type { ExperimentComparison } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../lib/format-number.ts'
import { formatEstimate, formatPoints, formatProbability } from './format-figures.ts'

/** What a comparison says, as one sentence, and what it rests on, as a second one. */
export function useVerdictWords() {
  const { t, i18n } = useTranslation('tests')
  return (
    comparison: ExperimentComparison,
    base: string,
    other: string,
  ): { verdict: string; grounds: string } => {
    const {
      kind,
      cases,
      verdict,
      casesNeeded,
      pValue,
      difference,
      base: baseRate,
      other: otherRate,
    } = comparison
    const language = i18n.language
    const paired = cases.unchangedRight + cases.unchangedWrong + cases.fixed + cases.broken
    const format = (value: number) =>
      kind === 'share' ? formatPoints(value, language) : formatNumber(value, language, 3)
    const grounds =
      difference === null || baseRate === null || otherRate === null
        ? t('verdict.noGrounds')
        : t(`verdict.grounds.${kind}`, {
            base: formatEstimate(baseRate, kind, language).value,
            other: formatEstimate(otherRate, kind, language).value,
            difference: format(difference.value),
            low: format(difference.low),
            high: format(difference.high),
            p: formatProbability(pValue, language),
          })
    const sentence = t(`verdict.${verdict}`, { base, other, count: paired })
    const needed =
      casesNeeded === null ? '' : ` ${t('verdict.needed', { cases: formatNumber(casesNeeded, language) })}`
    return { verdict: `${sentence}${needed}`, grounds }
  }
}
