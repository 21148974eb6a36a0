import type {
  EnginePrompt,
  FinishReason,
  Parameters,
  Timings,
  TokenLogprob,
  Usage,
} from '@trialogue/contract'

/** One call of one model. */
export interface GenerateRequest {
  readonly modelId: string
  readonly prompt: EnginePrompt
  /** `maxTokens` and `stop` are those in force for this step; `seed` here is ignored. */
  readonly parameters: Parameters
  /** 0 … 2³²−1. The same seed, model, prompt and parameters give the same tokens, whatever else runs. */
  readonly seed: number
  /** Likeliest alternatives recorded with each token's log-probability; null records neither. */
  readonly topLogprobs: number | null
}

/**
 * What happens during a generation, in this order. Failure is a thrown AppError, not an event; an abort ends with
 * `finished` and the reason `cancelled`.
 */
export type GenerateEvent =
  /** `position` counts the generations of this model that are ahead; told on entry and as it nears 0. */
  | { readonly type: 'queued'; readonly position: number }
  /** `progress` is 0–1, or null where it cannot be known. */
  | { readonly type: 'loading'; readonly progress: number | null }
  | InputEvent
  | { readonly type: 'prefilling'; readonly doneTokens: number; readonly totalTokens: number }
  | TextEvent
  | FinishedEvent

/** Exactly what the model reads: special tokens spelled out, SHA-256 of the ids as little-endian uint32. */
export interface InputEvent {
  readonly type: 'input'
  readonly modelInput: string
  readonly tokenIdsSha256: string
  readonly promptTokens: number
}

/** Whole characters only. A token's logprob comes with the text in which it begins. */
interface TextEvent {
  readonly type: 'text'
  readonly text: string
  readonly logprobs: readonly TokenLogprob[]
  /** Tokens picked by now. */
  readonly completionTokens: number
}

export interface FinishedEvent {
  readonly type: 'finished'
  readonly finishReason: Exclude<FinishReason, 'error'>
  /** `completionTokens` counts the tokens picked, without the one that ends the sequence. */
  readonly usage: Usage
  /** `ttftMs` and `prefillMs` count from the moment the model process takes the request: loading is not in them. */
  readonly timings: Timings
  /** Null only when a request was cancelled before its model was known to be loaded. */
  readonly modelSha256: string | null
  readonly executionProvider: string | null
}
