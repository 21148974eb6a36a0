import type { FinishReason, TokenLogprob } from '@trialogue/contract'
import { createSampler } from '../sampler/sampler.ts'
import { createCompletionText, type TextPiece } from '../text-stream/completion-text.ts'
import type { EncodedPrompt } from '../tokenizer/model-tokenizer.ts'
import { describeToken } from './describe-token.ts'
import type { GenerationOrder, GenerationStep } from './generation-order.ts'
import type { LoadedModel } from './loaded-model.ts'

/** What one generation writes, token by token. */
export interface Completion {
  /** Takes the order's forced tokens, `scores` of which are told with them: one each, or none. */
  force(scores: readonly TokenLogprob[]): void
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
  const { forcedTokenIds = [] } = order
  const sampler = createSampler({ ...order, promptTokenIds: input.tokenIds })
  const stream = createCompletionText<TokenLogprob>(order.parameters.stop)
  const limit = Math.min(order.parameters.maxTokens, contextLength - input.tokenIds.length)
  const tokenIds: number[] = []
  const bytesOf = tokenizer.openCompletion(order.prompt)
  let finishReason: Completion['finishReason'] = null
  let isStopped = false

  const add = (id: number, note: TokenLogprob | null, mayEnd = true): TextPiece<TokenLogprob> => {
    if (mayEnd && endTokenIds.includes(id)) {
      finishReason = 'stop'
      return { text: '', notes: [], isStopped: false }
    }
    tokenIds.push(id)
    const piece = stream.push(bytesOf(id), note)
    isStopped = piece.isStopped
    if (isStopped) finishReason = 'stop'
    else if (tokenIds.length === limit) finishReason = 'length'
    return piece
  }
  const say = ({ text, notes }: Pick<TextPiece<TokenLogprob>, 'text' | 'notes'>) => {
    if (text === '' && notes.length === 0) return
    const completionTokens = Math.max(0, tokenIds.length - forcedTokenIds.length)
    tell({ type: 'text', text, logprobs: notes, completionTokens })
  }
  return {
    tokenIds,
    get finishReason() {
      return finishReason
    },
    force(scores) {
      const pieces: TextPiece<TokenLogprob>[] = []
      for (const [index, id] of forcedTokenIds.entries()) {
        if (finishReason !== null) break
        sampler.take(id)
        // What comes behind an end token shows that it was no end.
        pieces.push(add(id, scores[index] ?? null, index === forcedTokenIds.length - 1))
      }
      // One message, however many there are.
      say({ text: pieces.map(({ text }) => text).join(''), notes: pieces.flatMap(({ notes }) => notes) })
    },
    next(logits) {
      if (finishReason !== null) return null
      const { id, probability } = sampler.sample(logits)
      say(add(id, probability && describeToken(tokenizer, id, probability)))
      return finishReason === null ? id : null
    },
    end() {
      if (!isStopped) say(stream.flush())
    },
  }
}
