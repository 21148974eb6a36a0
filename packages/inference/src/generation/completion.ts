import type { FinishReason, TokenLogprob } from '@trialogue/contract'
import { createSampler } from '../sampler/sampler.ts'
import { createCompletionText, type TextPiece } from '../text-stream/completion-text.ts'
import type { EncodedPrompt } from '../tokenizer/model-tokenizer.ts'
import { describeToken } from './describe-token.ts'
import type { GenerationOrder, GenerationStep } from './generation-order.ts'
import type { LoadedModel } from './loaded-model.ts'

/** What one generation writes, token by token. */
export interface Completion {
  /** Picks a token by the logits [vocabulary] after the last one; null when it was the last. Throws GENERATION_FAILED. */
  next(logits: Float32Array): number | null
  /** Tells what was held back, since it will not become a stop sequence any more. */
  end(): void
  /** Without the token that ends the sequence. */
  readonly tokenIds: readonly number[]
  /** Why it ended; null while it has not ended by itself. */
  readonly finishReason: Extract<FinishReason, 'stop' | 'length'> | null
}

/** Starts a completion behind `input`, with its own sampler, text stream and limits. `tell` gets its text. */
export function createCompletion(
  { tokenizer, endTokenIds, contextLength }: Pick<LoadedModel, 'tokenizer' | 'endTokenIds' | 'contextLength'>,
  order: GenerationOrder,
  input: EncodedPrompt,
  tell: (step: GenerationStep) => void,
): Completion {
  const sampler = createSampler({ ...order, promptTokenIds: input.tokenIds })
  const stream = createCompletionText<TokenLogprob>(order.parameters.stop)
  const limit = Math.min(order.parameters.maxTokens, contextLength - input.tokenIds.length)
  const tokenIds: number[] = []
  const bytesOf = tokenizer.openCompletion(order.prompt)
  let finishReason: Completion['finishReason'] = null
  let isStopped = false

  const say = ({ text, notes }: TextPiece<TokenLogprob>) => {
    if (text === '' && notes.length === 0) return
    tell({ type: 'text', text, logprobs: notes, completionTokens: tokenIds.length })
  }
  return {
    tokenIds,
    get finishReason() {
      return finishReason
    },
    next(logits) {
      const { id, probability } = sampler.sample(logits)
      if (endTokenIds.includes(id)) {
        finishReason = 'stop'
        return null
      }
      tokenIds.push(id)
      const piece = stream.push(bytesOf(id), probability && describeToken(tokenizer, id, probability))
      say(piece)
      isStopped = piece.isStopped
      if (isStopped) finishReason = 'stop'
      else if (tokenIds.length === limit) finishReason = 'length'
      return finishReason === null ? id : null
    },
    end() {
      if (!isStopped) say(stream.flush())
    },
  }
}
