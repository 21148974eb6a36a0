import type { Stage } from './corpus/sample.ts'

/** The shape of the model that a card is about. */
export type ModelFacts = {
  readonly parameterCount: number
  readonly layerCount: number
  readonly hiddenSize: number
  readonly vocabSize: number
  readonly contextLength: number
}

/** What a card tells of the training. */
export type RunFacts = {
  /** Whose weights it started from, and how many tokens they had seen. Undefined: random weights. */
  readonly origin: { readonly name: string; readonly tokens: number } | undefined
  readonly minutes: number
  /** Undefined, like the loss, when nothing was reported yet. */
  readonly tokens: number | undefined
  /** In nats per token, at the end. */
  readonly loss: number | undefined
  readonly threads: number
  readonly seed: number
  /** How often it was interrupted and went on. */
  readonly resumptions: number
}

type Section = { readonly title: string; readonly text: string }

/** All that a model card says in one language, in the order of `modelCard`. */
export type ModelCardWords = {
  /** A link to the card in the other language. */
  readonly otherCard: string
  /** What each model is for, in one or two sentences. */
  readonly purposes: Readonly<Record<Stage, string>>
  readonly model: (facts: ModelFacts) => string
  readonly kinds: Section
  readonly data: Section
  readonly making: {
    readonly title: string
    readonly text: (run: RunFacts) => string
    /** What the curve of the loss shows. */
    readonly curve: string
  }
  readonly measured: {
    readonly title: string
    readonly nothing: string
    /** How the figures below it came about. */
    readonly text: (stage: Stage) => string
  }
  readonly limits: { readonly title: string; readonly text: (isGsm8kMeasured: boolean) => string }
  readonly licence: Section
}
