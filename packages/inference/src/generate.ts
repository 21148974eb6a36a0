import type {
  CachePath,
  EnginePrompt,
  FinishReason,
  GenerationMode,
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
  /** 0 … 2³²−1. The same seed, model, prompt and parameters give the same tokens; with `exact`, whatever else runs. */
  readonly seed: number
  /** Likeliest alternatives recorded with each token's log-probability; null records neither. */
  readonly topLogprobs: number | null
  /** Tells with the input how likely each of its tokens was. The `input` event then comes after the prompt was read. */
  readonly promptLogprobs?: boolean
  /**
   * What the completion begins with, whatever the sampler would pick: read at once behind the prompt and told first. The
   * tokens count for `maxTokens`, stop sequences and random numbers as picked ones do, but as read ones in the usage; an
   * end token ends the completion only where it is the last.
   */
  readonly forcedTokenIds?: readonly number[]
  /** Generations with the same key wait for one another; keys take turns. Without one, a generation has its own. */
  readonly queueKey?: string
}

/**
 * What happens during a generation, in this order. A second `input` means that the completion begins again, because a
 * server broke off: the text that came before it is gone. Failure is a thrown AppError, not an event; an abort ends with
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

/**
 * Exactly what the model reads: special tokens spelled out, SHA-256 of the ids as little-endian uint32. Forced tokens are
 * only in the count. Of a chat with a server that applies the template itself, `modelInput` is what was sent as messages;
 * where a server does not tell the ids, the hash is null and the count is an estimate until the generation has finished.
 */
export interface InputEvent {
  readonly type: 'input'
  readonly modelInput: string
  readonly tokenIdsSha256: string | null
  readonly promptTokens: number
  /** One for each token of the input where they were asked for, else null. */
  readonly promptLogprobs: readonly PromptTokenLogprob[] | null
}

/** As a completion's token; the first one follows nothing, so its `logprob` is null. */
export type PromptTokenLogprob = Omit<TokenLogprob, 'logprob'> & { readonly logprob: number | null }

/** Whole characters only. A token's logprob comes with the text in which it begins. */
interface TextEvent {
  readonly type: 'text'
  readonly text: string
  readonly logprobs: readonly TokenLogprob[]
  /** Tokens picked by now, without the forced ones. */
  readonly completionTokens: number
}

export interface FinishedEvent {
  readonly type: 'finished'
  readonly finishReason: Exclude<FinishReason, 'error'>
  /** `completionTokens` counts the tokens picked, without the forced ones and the one that ends the sequence. */
  readonly usage: Usage
  /** `ttftMs` and `prefillMs` count from the moment the model process takes the request: loading is not in them. */
  readonly timings: Timings
  readonly mode: GenerationMode
  /** The tokens of the completion, the forced ones first, without the one that ends the sequence; null where not known. */
  readonly tokenIds: readonly number[] | null
  /** Null when a request was cancelled before its model was known to be loaded, and for models that run elsewhere. */
  readonly modelSha256: string | null
  readonly executionProvider: string | null
  readonly cachePath: CachePath | null
}
