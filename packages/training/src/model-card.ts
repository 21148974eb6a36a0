import type { Stage } from './corpus/sample.ts'
import type { EvaluationRecord } from './evaluation/evaluation-record.ts'
import { figureTables, type Language } from './evaluation/figure-tables.ts'
import { chineseCard } from './model-card-chinese.ts'
import { englishCard } from './model-card-english.ts'
import type { ModelCardWords, ModelFacts, RunFacts } from './model-card-words.ts'
import type { TrainingLog } from './training-log.ts'

/** What a card is written from. Without an evaluation of these very weights it says so. */
export type CardFacts = ModelFacts & {
  readonly log: TrainingLog
  readonly evaluation: EvaluationRecord | undefined
}

const cards: Readonly<Record<Language, ModelCardWords>> = { english: englishCard, chinese: chineseCard }

/** The name that people see. */
export function modelName(stage: Stage): string {
  return `Wren ${stage}`
}

/** What the model is for, in one or two sentences. */
export function modelPurpose(stage: Stage): string {
  return englishCard.purposes[stage]
}

function runFacts({ startsFrom, startsFromTokens, entries, resumedAtSteps, ...log }: TrainingLog): RunFacts {
  const last = entries.at(-1)
  return {
    origin: startsFrom && { name: modelName(startsFrom), tokens: startsFromTokens },
    minutes: (last?.trainedMs ?? 0) / 60_000,
    tokens: last?.tokens,
    loss: last?.smoothedLoss,
    threads: log.threads,
    seed: log.seed,
    resumptions: resumedAtSteps.length,
  }
}

/** The model card in a language, in Markdown. */
export function modelCard(facts: CardFacts, language: Language): string {
  const { log, evaluation } = facts
  const { stage } = log
  const { otherCard, purposes, model, kinds, data, making, measured, limits, licence } = cards[language]
  const figures = evaluation
    ? `${measured.text(stage)}\n\n${figureTables(evaluation, language)}`
    : measured.nothing
  const isGsm8kMeasured = evaluation?.measurements.some(({ id }) => id.startsWith('gsm8k')) ?? false
  return `# ${modelName(stage)}

${otherCard}

${purposes[stage]}

${model(facts)}

## ${kinds.title}
${kinds.text}

## ${data.title}
${data.text}

## ${making.title}
${making.text(runFacts(log))}

![${making.curve}](loss.svg)

## ${measured.title}
${figures}

## ${limits.title}
${limits.text(isGsm8kMeasured)}

## ${licence.title}
${licence.text}
`
}
