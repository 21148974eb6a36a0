import type { BatchScheduler } from '../scheduler/batch-scheduler.ts'
import type { ModelTokenizer } from '../tokenizer/model-tokenizer.ts'

/** What a model process holds of its model. */
export interface LoadedModel {
  readonly scheduler: BatchScheduler
  readonly tokenizer: ModelTokenizer
  readonly endTokenIds: readonly number[]
  /** Tokens that one sequence may have: the model's own limit, or less where memory is short. */
  readonly contextLength: number
  readonly vocabularySize: number
}
