import type { Stage } from './corpus/sample.ts'
import type { EvaluationRecord } from './evaluation/evaluation-record.ts'
import { figureTables } from './evaluation/figure-tables.ts'
import type { TrainingLog } from './training-log.ts'

/** What a card is written from. Without an evaluation of these very weights it says so. */
export type CardFacts = {
  readonly log: TrainingLog
  readonly parameterCount: number
  readonly layerCount: number
  readonly hiddenSize: number
  readonly vocabSize: number
  readonly contextLength: number
  readonly evaluation: EvaluationRecord | undefined
}

const purposes: Record<Stage, string> = {
  base: 'Continues text. It has only read documents, so an instruction is to it just another line to go on from.',
  instruct:
    'Answers one instruction: small word problems, sentiment, spam, topics, extraction, summaries, rewriting, lists, short stories.',
  dialog:
    'Takes part in a short conversation: greets, remembers what was said, checks its own sums when asked.',
}

/** The name that people see. */
export function modelName(stage: Stage): string {
  return `Wren ${stage}`
}

/** What the model is for, in one or two sentences. */
export function modelPurpose(stage: Stage): string {
  return purposes[stage]
}

const inMillions = (count: number) => `${(count / 1e6).toFixed(1)} million`

function repeating(log: TrainingLog): string {
  const times = log.resumedAtSteps.length
  const resumed =
    times > 0 ? ` It was interrupted and resumed ${times === 1 ? 'once' : `${times} times`}.` : ''
  return `Repeating the run gives a similar model, not the same weights: its length is measured in time.${resumed}`
}

function making(log: TrainingLog): string {
  const last = log.entries.at(-1)
  const tokens = last ? `${inMillions(last.tokens)} tokens` : 'no tokens yet'
  const minutes = last ? (last.trainedMs / 60_000).toFixed(0) : '0'
  const loss = last ? ` Its training loss ended at ${last.smoothedLoss.toFixed(3)} nats per token.` : ''
  const origin = log.startsFrom
    ? `the weights that Wren ${log.startsFrom} had after ${inMillions(log.startsFromTokens)} tokens`
    : 'random weights'
  const threads = log.threads === 1 ? 'one thread' : `${log.threads} threads`
  return `It started from ${origin} and saw ${tokens} in ${minutes} minutes on ${threads} (seed ${log.seed}).${loss} ${repeating(log)}`
}

const kinds = `The three models of the family differ only in what they have read. The base model continues: after an answer it goes on with the next question of the page. The instruction-tuned model answers one instruction, bare and to the point, and stops. The dialog model talks: it greets, speaks of itself, remembers earlier turns and checks its guess when it is doubted.`

function measured({ log, evaluation }: CardFacts): string {
  if (!evaluation) return 'These weights have not been measured yet.'
  const asked =
    log.stage === 'base'
      ? 'The tasks are shown to a base model as three examples and an open fourth one.'
      : 'The tasks are asked for in wordings that training never showed.'
  return `Greedy decoding unless said otherwise, asked exactly as the playground asks. ${asked} The intervals are Wilson's, 95 %; the counts are in \`evaluation.json\`.

${figureTables(evaluation, 'english')}`
}

/** The English model card, in Markdown. */
export function modelCard(facts: CardFacts): string {
  const { log, evaluation, parameterCount, layerCount, hiddenSize, vocabSize, contextLength } = facts
  const hasGsm8k = evaluation?.measurements.some(({ id }) => id.startsWith('gsm8k')) ?? false
  const gsm8k = hasGsm8k
    ? 'GSM8K, the usual test of school arithmetic, is far outside of its world; the figure above says how far.'
    : 'GSM8K, the usual test of school arithmetic, is far outside of its world, and has not been measured for these weights.'
  return `# ${modelName(log.stage)}

[中文](README.zh-CN.md)

${modelPurpose(log.stage)}

A language model of ${(parameterCount / 1e6).toFixed(2)} million parameters in the Llama layout (${layerCount} layers of width ${hiddenSize}, vocabulary ${vocabSize}, context ${contextLength} tokens), stored in half precision. It exists so that a base, an instruction-tuned and a dialog-tuned model of one family can be compared on any computer.

## The kinds
${kinds}

## Data
Everything it has read was written for this project: sentences, problems and conversations with slots, by hand or with a language model's help, filled with names, things and numbers that a program draws. No text from the web or from a published data set is in it. Some numbers, names, things, request lines and two authors of word problems are kept out of training for the measurements below.

## How it was made
${making(log)} The whole course is in \`training-log.json\`.

![Training loss over the tokens seen](loss.svg)

## What it can do, measured
${measured(facts)}

## What it cannot do
It knows nothing about the world: only the small world of its corpus, in English. Wording far from the corpus, numbers above 199 and problems of more than four steps mostly go wrong. It should say that it does not know what lies outside, but may answer with nonsense. ${gsm8k} It is for learning how prompts work, not for answers that matter.

## Licence
MIT.
`
}
