import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeManifest } from '@trialogue/catalogue'
import { type DecoderConfig, llamaDecoderGraph, parameterCount } from '@trialogue/onnx'
import type { Stage } from './corpus/sample.ts'
import { readEvaluation } from './evaluation/evaluation-record.ts'
import { huggingFaceFiles } from './hugging-face-files.ts'
import { modelName, modelPurpose } from './model-card.ts'
import type { Parameters } from './parameters.ts'
import type { Encoder } from './tokenizer/encoder.ts'
import { type TrainingLog, writeTrainingLog } from './training-log.ts'
import { writeCards } from './write-cards.ts'

export type ModelExport = {
  readonly stage: Stage
  readonly config: DecoderConfig
  readonly parameters: Parameters
  /** The contents of tokenizer.json. */
  readonly tokenizer: object
  readonly encoder: Encoder
  readonly log: TrainingLog
}

/**
 * Writes a model as a Hugging Face folder with `onnx/model.onnx`, so that the bundled family takes
 * the same loading path as a downloaded model. Weights are rounded to half precision. The manifest comes
 * last: it holds the checksums of the other files.
 */
export async function exportModel(folder: string, model: ModelExport): Promise<void> {
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  for (const [name, content] of Object.entries(huggingFaceFiles(model))) {
    writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`)
  }
  const weights = llamaDecoderGraph(model.config, model.parameters)
  writeFileSync(join(folder, 'onnx', 'model.onnx'), weights)
  writeTrainingLog(join(folder, 'training-log.json'), model.log)
  // Figures of other weights say nothing about these.
  const evaluation = readEvaluation(folder, createHash('sha256').update(weights).digest('hex'))
  if (!evaluation) rmSync(join(folder, 'evaluation.json'), { force: true })
  writeCards(folder, { parameterCount: parameterCount(model.config), evaluation })
  await writeManifest(folder, {
    id: `wren-${model.stage}`,
    name: modelName(model.stage),
    kind: model.stage,
    family: 'wren',
    licence: 'MIT',
    parameterCount: parameterCount(model.config),
    contextLength: model.config.contextLength,
    languages: ['en'],
    description: modelPurpose(model.stage),
  })
}
