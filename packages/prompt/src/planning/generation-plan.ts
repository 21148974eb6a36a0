import type { GenerationStep, ModelPrompt, ReasoningPath, StepKind } from '@trialogue/contract'

/** One call of the model. */
export interface StepPlan {
  readonly kind: StepKind
  /** Which of the generation's chains of thought it belongs to, from 0. */
  readonly path: number
  readonly prompt: ModelPrompt
  /** Limit of this call, in tokens. */
  readonly maxTokens: number
  /** Stop sequences in force: the person's own and those of the strategy. */
  readonly stop: string[]
  /** Takes the likeliest token each time, whatever temperature the parameters name. */
  readonly isGreedy?: boolean
  /** What the completion is made to begin with; its text and its tokens include them. */
  readonly forcedTokenIds?: readonly number[]
  /** Likeliest tokens that must be recorded at each place; absent: only what the run asks for. */
  readonly topLogprobs?: number
}

/** What a call wrote, as far as a plan looks at it. */
export type DoneStep = Pick<GenerationStep, 'kind' | 'path' | 'text'> &
  Partial<Pick<GenerationStep, 'modelInput' | 'logprobs' | 'finishReason'>>

/** What was read out of one chain of thought. */
export interface ChainOutcome {
  /** The chain of thought apart from the answer; null when there is none. */
  readonly reasoningText: string | null
  /** Null when no answer can be read: a category of its own, never a wrong answer. */
  readonly answer: string | null
}

export interface ExtractedAnswer extends ChainOutcome {
  /** The chains between which the answer was decided, by `path`; empty where there is only one. */
  readonly paths: ReasoningPath[]
}

/** How one generation goes: which calls, in which order, and what is read out of them. */
export interface GenerationPlan {
  /** The calls to begin with; they may run side by side. */
  readonly first: readonly [StepPlan, ...StepPlan[]]
  /** The phrase of the extraction step; null when there is no such step. */
  readonly extractionTrigger: string | null
  /**
   * The calls that can be made now that the last one of a chain has come to its end: of `path`, or else of the last of
   * those `done`. Several chains may have come to an end since.
   */
  next(done: readonly DoneStep[], path?: number): StepPlan[]
  /** Reads whatever has been written, also when the generation broke off. */
  extract(done: readonly DoneStep[]): ExtractedAnswer
}

/** What the call of a kind wrote; null when it was not made. */
export function findText(done: readonly DoneStep[], kind: StepKind): string | null {
  return done.find((step) => step.kind === kind)?.text ?? null
}
