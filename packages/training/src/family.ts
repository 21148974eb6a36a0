import type { DecoderConfig } from '@trialogue/onnx'
import type { Stage } from './corpus/sample.ts'
import type { Schedule } from './schedule.ts'

/** The bundled family: about two and a half million parameters, small enough to live in the repository. */
export const wrenConfig: DecoderConfig = {
  vocabSize: 2048,
  hiddenSize: 192,
  layerCount: 5,
  headCount: 6,
  feedForwardSize: 512,
  ropeTheta: 10000,
  normEpsilon: 1e-5,
  contextLength: 512,
}

export const wrenSeed = 20260

export type StageRecipe = {
  readonly stage: Stage
  /** The stage whose weights this one starts from; the first starts from random numbers. */
  readonly startsFrom: Stage | undefined
  readonly minutes: number
  readonly batchSize: number
  readonly length: number
  readonly schedule: Schedule
  /** Segments at the beginning that hold nothing but sums. */
  readonly arithmeticSegments: number
}

/**
 * The stages in training order. Rows are long enough for a prompt of three worked examples and its
 * answer, about 280 tokens.
 */
export const wrenRecipes: readonly StageRecipe[] = [
  {
    stage: 'base',
    startsFrom: undefined,
    minutes: 75,
    batchSize: 12,
    length: 320,
    schedule: { peakRate: 5e-3, warmUpSteps: 60 },
    arithmeticSegments: 6,
  },
  {
    stage: 'instruct',
    startsFrom: 'base',
    minutes: 50,
    batchSize: 12,
    length: 320,
    schedule: { peakRate: 3e-3, warmUpSteps: 40 },
    arithmeticSegments: 0,
  },
  {
    stage: 'dialog',
    startsFrom: 'instruct',
    minutes: 25,
    batchSize: 12,
    length: 320,
    schedule: { peakRate: 2e-3, warmUpSteps: 40 },
    arithmeticSegments: 0,
  },
]
