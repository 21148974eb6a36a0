import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Measurement } from './measurement.ts'
import { nameGroups } from './measurement-names.ts'

/** The same cases, answered by the weights as they were trained and as they are stored. */
export type PrecisionDifference = {
  readonly id: string
  readonly name: string
  readonly count: number
  readonly single: number
  readonly half: number
}

/** What was measured of a model: lies in its folder as `evaluation.json`. */
export type EvaluationRecord = {
  readonly formatVersion: 1
  /** Of the weights that were measured: figures of other weights say nothing about these. */
  readonly modelSha256: string
  readonly decoding: 'greedy'
  readonly measurements: readonly Measurement[]
  readonly precision?: readonly PrecisionDifference[]
}

const fileName = 'evaluation.json'

/** Undefined when there is none or when it was made of other weights. Throws when it is no JSON. */
export function readEvaluation(folder: string, modelSha256: string): EvaluationRecord | undefined {
  const path = join(folder, fileName)
  if (!existsSync(path)) return undefined
  const record: EvaluationRecord = JSON.parse(readFileSync(path, 'utf8'))
  return record.modelSha256 === modelSha256 ? record : undefined
}

export function writeEvaluation(folder: string, record: EvaluationRecord): void {
  writeFileSync(join(folder, fileName), `${JSON.stringify(record, null, 2)}\n`)
}

const order = nameGroups.flatMap(({ names }) => Object.keys(names))

/** Later measurements replace earlier ones of the same id; all come in the order of the cards. */
export function mergeMeasurements(
  earlier: readonly Measurement[],
  later: readonly Measurement[],
): Measurement[] {
  const byId = new Map([...earlier, ...later].map((measurement) => [measurement.id, measurement]))
  return order.flatMap((id) => byId.get(id) ?? [])
}
