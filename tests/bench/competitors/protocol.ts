/** Weights in single precision, or blocks of 32 with 8 or 4 bits each. */
export const precisions = ['fp32', 'q8', 'q4'] as const
export type Precision = (typeof precisions)[number]

/** What a competitor's process loads. */
export interface OpenOrder {
  /** Its model: a folder, or the file itself for llama.cpp. */
  readonly path: string
  readonly precision: Precision
  /** Threads that compute one operation together, per model. */
  readonly threads: number
  /** Copies of the model, each with weights and cache of its own. */
  readonly modelCount: number
  /** Sequences that must be able to run at once, and the tokens that each must be able to hold. */
  readonly sequences: number
  readonly contextLength: number
}

/** Greedy generations of one model, started at the same time. */
export interface GenerateOrder {
  readonly model: number
  readonly prompts: readonly (readonly number[])[]
  /** Tokens to generate for each prompt. */
  readonly tokenCount: number
  /** Whether the timelines must have the tokens' ids, where they are not for free. */
  readonly withTokenIds?: boolean
}

/** When a generation was asked for and when each of its tokens arrived: milliseconds since 1970, with fractions. */
export interface Timeline {
  readonly startedAtMs: number
  readonly arrivalsMs: readonly number[]
  readonly tokenIds: readonly number[]
}

/** What every competitor can do. One call at a time for each model. */
export interface Engine {
  generate(order: GenerateOrder): Promise<Timeline[]>
  /** What there is to know about how it runs, for the report. */
  describe(): Record<string, string>
}

export type Call =
  | { readonly type: 'open'; readonly id: number; readonly order: OpenOrder }
  | { readonly type: 'generate'; readonly id: number; readonly order: GenerateOrder }

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }

/** A clock that processes share. */
export const nowMs = () => performance.timeOrigin + performance.now()
