import type { Moments } from './adamw.ts'
import type { Parameters } from './parameters.ts'

/** Changes parameters in place, by their gradients. */
export type Optimizer = {
  /** What a checkpoint must keep for the run to go on. */
  readonly moments: Moments
  step(gradients: Parameters, learningRate: number): Promise<void>
  release(): Promise<void>
}
