import { DEFAULT_CONFIDENCE, type Interval } from './interval.ts'
import { normalQuantile } from './special-functions.ts'

/**
 * Wilson's score interval for a share: `successes` of `trials` (both counts, trials ≥ 0). Without trials nothing is
 * known: 0 to 1. Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22.
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  confidence: number = DEFAULT_CONFIDENCE,
): Interval {
  if (trials === 0) return { low: 0, high: 1 }
  const z = normalQuantile(0.5 + confidence / 2)
  const share = successes / trials
  const scale = 1 + (z * z) / trials
  const centre = (share + (z * z) / (2 * trials)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  }
}
