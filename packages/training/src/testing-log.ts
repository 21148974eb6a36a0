import type { ProgressReport } from './train-stage.ts'
import type { TrainingLog } from './training-log.ts'

/** For tests: the last entry of a finished run of five minutes. */
export const testingEntry: ProgressReport = {
  steps: 100,
  tokens: 2_500_000,
  trainedMs: 300_000,
  smoothedLoss: 1.5,
  isFinished: true,
  tokensPerSecond: 8000,
  learningRate: 1e-4,
  remainingMs: 0,
}

/** For tests: the log of a base model's training, with these changes. */
export function testingLog(change: Partial<TrainingLog> = {}): TrainingLog {
  return {
    stage: 'base',
    startsFrom: undefined,
    startsFromTokens: 0,
    seed: 7,
    batchSize: 2,
    length: 8,
    peakLearningRate: 1e-3,
    threads: 1,
    resumedAtSteps: [],
    entries: [testingEntry],
    ...change,
  }
}
