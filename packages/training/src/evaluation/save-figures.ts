import type { LocalModel } from '@trialogue/catalogue'
import { writeManifest } from '@trialogue/catalogue'
import { writeCards } from '../write-cards.ts'
import {
  type EvaluationRecord,
  mergeMeasurements,
  readEvaluation,
  writeEvaluation,
} from './evaluation-record.ts'

/** Throws an Error when the manifest lists no weights. */
export function weightsSha256({ manifest }: LocalModel): string {
  const weights = manifest.files.find(({ path }) => path === 'onnx/model.onnx')
  if (!weights) throw new Error(`The manifest of ${manifest.id} lists no onnx/model.onnx.`)
  return weights.sha256
}

/** Writes the cards and the loss curve from what lies in the folder, and a manifest that knows them. */
export async function writeCardsOf(local: LocalModel): Promise<void> {
  const { files, formatVersion, ...description } = local.manifest
  writeCards(local.folder, {
    parameterCount: description.parameterCount,
    evaluation: readEvaluation(local.folder, weightsSha256(local)),
  })
  await writeManifest(local.folder, description)
}

export type Figures = Partial<Pick<EvaluationRecord, 'measurements' | 'precision'>>

/** Adds figures to evaluation.json, in place of older ones of the same id; figures of other weights are dropped. */
export async function saveFigures(local: LocalModel, figures: Figures): Promise<void> {
  const modelSha256 = weightsSha256(local)
  const earlier = readEvaluation(local.folder, modelSha256)
  const precision = figures.precision ?? earlier?.precision
  writeEvaluation(local.folder, {
    formatVersion: 1,
    modelSha256,
    decoding: 'greedy',
    measurements: mergeMeasurements(earlier?.measurements ?? [], figures.measurements ?? []),
    ...(precision ? { precision } : {}),
  })
  await writeCardsOf(local)
}
