/** Where a value lies, with the confidence that was asked for. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The share of intervals, over many data sets, that contain the true value. */
export const DEFAULT_CONFIDENCE = 0.95
