import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lossCurveSvg } from './loss-curve.ts'
import { type CardFacts, modelCard } from './model-card.ts'
import { readTrainingLog } from './training-log.ts'

/**
 * Writes README.md, README.zh-CN.md and loss.svg into a model folder, from its config.json and training-log.json and
 * from what was measured. Throws an Error when the folder has no training log.
 */
export function writeCards(
  folder: string,
  { parameterCount, evaluation }: Pick<CardFacts, 'parameterCount' | 'evaluation'>,
): void {
  const log = readTrainingLog(join(folder, 'training-log.json'))
  if (!log) throw new Error(`${folder} has no training-log.json: it was not made by this trainer.`)
  const config: Record<string, number> = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))
  const facts: CardFacts = {
    log,
    parameterCount,
    layerCount: config.num_hidden_layers ?? 0,
    hiddenSize: config.hidden_size ?? 0,
    vocabSize: config.vocab_size ?? 0,
    contextLength: config.max_position_embeddings ?? 0,
    evaluation,
  }
  writeFileSync(join(folder, 'README.md'), modelCard(facts, 'english'))
  writeFileSync(join(folder, 'README.zh-CN.md'), modelCard(facts, 'chinese'))
  writeFileSync(join(folder, 'loss.svg'), lossCurveSvg(log))
}
