import { type Measurement, wilsonInterval } from './measurement.ts'

/** Beyond chance: the sample holds other cases in other proportions than the whole, and machines round differently. */
const slack = 0.05

/**
 * How many of `count` cases a model must get right at least, if the recorded measurement is to be believed: the lower
 * end of Wilson's interval for a sample of that size with the lower end of the recorded share, less five points.
 */
export function floorOf(recorded: Measurement, count: number): number {
  const share = wilsonInterval(recorded).low
  const { low } = wilsonInterval({ correct: share * count, count })
  return Math.max(0, Math.floor((low - slack) * count))
}
