export type Schedule = {
  readonly peakRate: number
  /** Steps over which the rate climbs from almost zero. */
  readonly warmUpSteps: number
}

const CONSTANT_SHARE = 0.3
const FINAL_SHARE = 0.03

/**
 * The learning rate: linear warm-up by steps, constant for the first 30 % of the run, then a cosine
 * down to 3 % of the peak. `progress` runs from 0 to 1, whatever the run is measured in.
 */
export function learningRate(schedule: Schedule, step: number, progress: number): number {
  const warmUp = Math.min(1, (step + 1) / schedule.warmUpSteps)
  const decayed = Math.min(1, Math.max(0, (progress - CONSTANT_SHARE) / (1 - CONSTANT_SHARE)))
  const cosine = 0.5 + 0.5 * Math.cos(Math.PI * decayed)
  return schedule.peakRate * warmUp * (FINAL_SHARE + (1 - FINAL_SHARE) * cosine)
}
