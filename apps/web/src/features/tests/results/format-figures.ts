import type { Estimate, ExperimentComparison } from '@trialogue/contract'
import { formatNumber } from '../../../lib/format-number.ts'

/** A share: "62 %" in the manner of the language. */
function formatShare(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share)
}

/** A difference of shares in points, with its sign: "+8". */
export function formatPoints(difference: number, language: string): string {
  const points = Math.round(difference * 1_000) / 10
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(
    points,
  )
}

/** "p = 0.031", "p < 0.001"; "p = 1" where no case changed, for then there is nothing that speaks for a difference. */
export function formatProbability(pValue: number | null, language: string): string {
  const p = pValue ?? 1
  if (p < 0.001) return `p < ${formatNumber(0.001, language, 3)}`
  return `p = ${new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(p)}`
}

/** A value and the ends of its interval, as the kind of figure asks. */
export function formatEstimate(
  { value, low, high }: Estimate,
  kind: ExperimentComparison['kind'],
  language: string,
): { value: string; low: string; high: string } {
  const format = (one: number) =>
    kind === 'share' ? formatShare(one, language) : formatNumber(one, language, 3)
  return { value: format(value), low: format(low), high: format(high) }
}
