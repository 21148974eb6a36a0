import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Stage } from './corpus/sample.ts'
import type { ProgressReport } from './train-stage.ts'

/** How a model was made: lies in its folder as `training-log.json`. */
export type TrainingLog = {
  readonly stage: Stage
  readonly startsFrom: Stage | undefined
  /** How many tokens that stage had seen by then: it may have been trained further since. */
  readonly startsFromTokens: number
  readonly seed: number
  readonly batchSize: number
  readonly length: number
  readonly peakLearningRate: number
  readonly threads: number
  /** Steps at which an interrupted run went on, each with a corpus seed of its own. */
  readonly resumedAtSteps: readonly number[]
  /** One entry about every 30 seconds of training; the last one is the state of the finished model. */
  readonly entries: readonly ProgressReport[]
}

export function readTrainingLog(path: string): TrainingLog | undefined {
  return existsSync(path)
    ? { resumedAtSteps: [], startsFromTokens: 0, ...JSON.parse(readFileSync(path, 'utf8')) }
    : undefined
}

/** Writes the log with one line per entry, so that it can be read and compared. */
export function writeTrainingLog(path: string, log: TrainingLog): void {
  const { entries, ...head } = log
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')
  const opening = JSON.stringify(head, null, 2).slice(0, -2)
  writeFileSync(path, `${opening},\n  "entries": [\n${lines}\n  ]\n}\n`)
}
