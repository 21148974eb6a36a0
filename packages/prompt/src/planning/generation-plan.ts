import type { ModelPrompt, StepKind } from '@trialogue/contract'

/** One call of the model. */
export interface StepPlan {
  readonly kind: StepKind
  readonly prompt: ModelPrompt
  /** Limit of this call, in tokens. */
  readonly maxTokens: number
  /** Stop sequences in force: the person's own and those of the strategy. */
  readonly stop: string[]
}

/** What a call wrote. */
export interface DoneStep {
  readonly kind: StepKind
  readonly text: string
}

export interface ExtractedAnswer {
  /** The chain of thought apart from the answer; null when there is none. */
  readonly reasoningText: string | null
  /** Null when no answer can be read: a category of its own, never a wrong answer. */
  readonly answer: string | null
}

/** How one generation goes: which calls, in which order, and what is read out of them. */
export interface GenerationPlan {
  readonly first: StepPlan
  /** The phrase of the extraction step; null when there is no such step. */
  readonly extractionTrigger: string | null
  /** The call after those that are done; null when there is none. */
  next(done: readonly DoneStep[]): StepPlan | null
  /** Reads whatever has been written, also when the generation broke off. */
  extract(done: readonly DoneStep[]): ExtractedAnswer
}

/** What the call of a kind wrote; null when it was not made. */
export function findText(done: readonly DoneStep[], kind: StepKind): string | null {
  return done.find((step) => step.kind === kind)?.text ?? null
}
