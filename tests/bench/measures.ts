import type { Competitor } from './competitors/start-competitor.ts'
import { createNoise } from './model/random-weights.ts'
import { decodeRate, sumRate } from './statistics.ts'

export const measureIds = ['prefill', 'decode-short', 'decode-long', 'eight', 'edit', 'three-models'] as const
export type MeasureId = (typeof measureIds)[number]

/** One line of the report. */
export interface Figure {
  readonly id: string
  readonly title: string
  readonly unit: 'tokens/s' | 'ms' | '×'
  readonly better: 'higher' | 'lower'
  /** For decoding: tokens that come out of one reading of the weights, and the context of each on average. */
  readonly decoding?: { readonly sequences: number; readonly context: number }
}

export interface Measure {
  readonly id: MeasureId
  readonly modelCount: 1 | 3
  readonly figures: readonly Figure[]
  /** One value for each of `figures`. */
  run(competitor: Competitor, prompts: PromptSource): Promise<number[]>
}

/** Gives prompts of `length` random tokens, never the same one twice, and the same ones to every competitor. */
export type PromptSource = (length: number) => number[]

/** `seed` names the round and the measure. Two tokens are left out: some tokenizers give the first ids a meaning. */
export function createPrompts(seed: string, vocabularySize: number): PromptSource {
  const noise = createNoise(seed)
  return (length) => Array.from({ length }, () => 2 + Math.floor(noise() * (vocabularySize - 2)))
}

/** Lengths in tokens. */
export interface Lengths {
  readonly prefill: number
  readonly short: number
  readonly long: number
  readonly edited: number
  readonly decoded: number
}

export const fullLengths: Lengths = { prefill: 512, short: 128, long: 1024, edited: 1000, decoded: 48 }
export const quickLengths: Lengths = { prefill: 96, short: 32, long: 160, edited: 150, decoded: 8 }

/** Tokens at the end of the long prompt that an edit changes. */
const EDIT_LENGTH = 8

/** What is measured, for prompts of these lengths. */
export function createMeasures(lengths: Lengths): readonly Measure[] {
  const { prefill, short, long, edited, decoded } = lengths
  const decode = (id: 'decode-short' | 'decode-long', context: number): Measure => ({
    id,
    modelCount: 1,
    figures: [rate(id, `Decode at ${context} tokens of context`, 1, context + decoded / 2)],
    async run(competitor, prompts) {
      const timeline = await runOne(competitor, prompts(context), decoded)
      return [decodeRate(timeline.arrivalsMs)]
    },
  })
  return [
    {
      id: 'prefill',
      modelCount: 1,
      figures: [
        {
          id: 'prefill',
          title: `Read a prompt of ${prefill} tokens`,
          unit: 'tokens/s',
          better: 'higher',
        },
      ],
      async run(competitor, prompts) {
        return [(prefill * 1000) / firstTokenMs(await runOne(competitor, prompts(prefill), 1))]
      },
    },
    decode('decode-short', short),
    decode('decode-long', long),
    {
      id: 'eight',
      modelCount: 1,
      figures: [rate('eight', `8 sequences together at ${short}, in sum`, 8, short + decoded)],
      async run(competitor, prompts) {
        const order = { model: 0, prompts: range(8).map(() => prompts(short)), tokenCount: 2 * decoded }
        const [timelines = []] = await competitor.generate([order])
        return [sumRate(timelines.map(({ arrivalsMs }) => arrivalsMs))]
      },
    },
    {
      id: 'edit',
      modelCount: 1,
      figures: [
        milliseconds('edit-cold', `First token after a new prompt of ${edited} tokens`),
        milliseconds('edit-warm', `First token after an edit at its end (${EDIT_LENGTH} tokens)`),
        { id: 'edit-gain', title: 'Sooner than cold', unit: '×', better: 'higher' },
      ],
      async run(competitor, prompts) {
        const prompt = prompts(edited)
        const cold = firstTokenMs(await runOne(competitor, prompt, 1))
        const changed = [...prompt.slice(0, -EDIT_LENGTH), ...prompts(EDIT_LENGTH)]
        const warm = firstTokenMs(await runOne(competitor, changed, 1))
        return [cold, warm, cold / warm]
      },
    },
    {
      id: 'three-models',
      modelCount: 3,
      figures: [rate('three-models', `3 models at once at ${short}, in sum`, 1, short + decoded)],
      async run(competitor, prompts) {
        const orders = range(3).map((model) => ({
          model,
          prompts: [prompts(short)],
          tokenCount: 2 * decoded,
        }))
        const timelines = await competitor.generate(orders)
        return [sumRate(timelines.flat().map(({ arrivalsMs }) => arrivalsMs))]
      },
    },
  ]
}

const range = (length: number) => Array.from({ length }, (_, index) => index)

function rate(id: MeasureId, title: string, sequences: number, context: number): Figure {
  return { id, title, unit: 'tokens/s', better: 'higher', decoding: { sequences, context } }
}

function milliseconds(id: string, title: string): Figure {
  return { id, title, unit: 'ms', better: 'lower' }
}

async function runOne(competitor: Competitor, prompt: readonly number[], tokenCount: number) {
  const [[timeline] = []] = await competitor.generate([{ model: 0, prompts: [prompt], tokenCount }])
  if (timeline?.arrivalsMs.length !== tokenCount) {
    throw new Error(`${timeline?.arrivalsMs.length ?? 0} tokens came instead of ${tokenCount}.`)
  }
  return timeline
}

function firstTokenMs({
  startedAtMs,
  arrivalsMs: [first],
}: {
  startedAtMs: number
  arrivalsMs: readonly number[]
}) {
  return (first ?? Number.NaN) - startedAtMs
}
