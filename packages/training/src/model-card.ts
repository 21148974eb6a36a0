import { type DecoderConfig, parameterCount } from '@trialogue/onnx'
import type { Stage } from './corpus/sample.ts'
import type { TrainingLog } from './training-log.ts'

const purposes: Record<Stage, string> = {
  base: 'Continues text. It has only read documents, so an instruction is to it just another line to go on from.',
  instruct:
    'Answers one instruction: small word problems, sentiment, spam, extraction, summaries, lists, short stories.',
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

/** Whoever repeats the run must know that its budget is time and that resuming starts another stretch of the corpus. */
function repeating(log: TrainingLog): string {
  const times = log.resumedAtSteps.length
  const resumed =
    times > 0
      ? ` It was resumed ${times === 1 ? 'once' : `${times} times`}, with a corpus that may have grown in between.`
      : ''
  return `Repeating the run gives a similar model, not the same weights: its length is measured in time.${resumed}`
}

/** The model card: what the model is, how it was made, with the figures of its training log. */
export function modelCard(model: { stage: Stage; config: DecoderConfig; log: TrainingLog }): string {
  const { stage, config, log } = model
  const last = log.entries.at(-1)
  const tokens = last ? `${inMillions(last.tokens)} tokens` : 'no tokens yet'
  const minutes = last ? (last.trainedMs / 60_000).toFixed(0) : '0'
  const origin = log.startsFrom
    ? `the weights that Wren ${log.startsFrom} had after ${inMillions(log.startsFromTokens)} tokens`
    : 'random weights'
  return `# ${modelName(stage)}

${modelPurpose(stage)}

A language model of ${(parameterCount(config) / 1e6).toFixed(2)} million parameters in the Llama layout (${config.layerCount} layers of width ${config.hiddenSize}, vocabulary ${config.vocabSize}, context ${config.contextLength} tokens). It exists so that a base, an instruction-tuned and a dialog-tuned model of one family can be compared on any computer.

## How it was made
Trained by this project's own trainer on text that this project's own grammar writes; no text by others is in it. It started from ${origin} and saw ${tokens} in ${minutes} minutes on ${log.threads === 1 ? 'one thread' : `${log.threads} threads`} of a server processor, without a GPU (seed ${log.seed}). ${repeating(log)} The whole course is in \`training-log.json\`.

## What it cannot do
It knows nothing about the world: only the small world of its corpus, in English. Wording far from the corpus, long sums and large numbers fail. It is for learning how prompts work, not for answers that matter.

Licence: MIT.
`
}
