import type { ScoreMark } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../lib/format-number.ts'

/** What became of a score, in a word or a number. */
export function useScoreWords(): (score: ScoreMark) => string {
  const { t, i18n } = useTranslation('tests')
  return ({ value, isPass, category }) => {
    if (category !== 'scored') return t(`category.${category}`)
    if (typeof value === 'number') return formatNumber(value, i18n.language, 3)
    if (isPass !== null) return t(isPass ? 'cell.pass' : 'cell.fail')
    if (typeof value === 'boolean') return t(value ? 'cell.yes' : 'cell.no')
    return value ?? '–'
  }
}
