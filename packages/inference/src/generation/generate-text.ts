import type { InputEvent } from '../generate.ts'
import { tokenIdsSha256 } from '../token-ids-sha256.ts'
import type { EncodedPrompt } from '../tokenizer/model-tokenizer.ts'
import { checkPromptLength } from './check-prompt-length.ts'
import { createCompletion } from './completion.ts'
import type { GenerationOrder, GenerationStep } from './generation-order.ts'
import type { LoadedModel } from './loaded-model.ts'
import { createPromptScorer } from './prompt-scorer.ts'

/**
 * Runs one generation beside any others, and tells each step, the last one `finished`; an abort takes effect at once.
 * Throws CONTEXT_LENGTH_EXCEEDED and what the tokenizer, the sampler and the model throw.
 */
export async function generateText(
  model: LoadedModel,
  order: GenerationOrder,
  signal: AbortSignal,
  tell: (step: GenerationStep) => void,
): Promise<void> {
  const startedAt = performance.now()
  const input = model.tokenizer.encode(order.prompt)
  const { tokenIds } = input
  checkPromptLength(tokenIds.length, model.contextLength)
  const wantsScores = order.promptLogprobs === true
  if (!wantsScores) tell(describeInput(input, null))

  const scorer = createPromptScorer(model.tokenizer, tokenIds, order.topLogprobs ?? 0)
  const completion = createCompletion(model, order, input, tell)
  let readAt: number | null = null
  let firstTokenAt: number | null = null
  const task = {
    beginning: { tokenIds, isExact: order.parameters.exact, wantsAllLogits: wantsScores },
    onRead(doneTokens: number, logits: Float32Array) {
      scorer.take(logits, model.vocabularySize)
      tell({ type: 'prefilling', doneTokens, totalTokens: tokenIds.length })
      if (doneTokens < tokenIds.length) return
      readAt = performance.now()
      if (wantsScores) tell(describeInput(input, scorer.scores))
    },
    next(logits: Float32Array) {
      const tokenId = completion.next(logits)
      firstTokenAt ??= performance.now()
      return tokenId
    },
  }
  const { cachedTokens } = await model.scheduler.run(task, signal)
  completion.end()
  const endedAt = performance.now()
  tell({
    type: 'finished',
    finishReason: completion.finishReason ?? 'cancelled',
    usage: {
      promptTokens: tokenIds.length,
      completionTokens: completion.tokenIds.length,
      cachedTokens,
    },
    timings: {
      queuedMs: 0,
      ttftMs: firstTokenAt === null ? null : firstTokenAt - startedAt,
      prefillMs: (readAt ?? endedAt) - startedAt,
      decodeMs: endedAt - (readAt ?? endedAt),
    },
    mode: order.parameters.exact ? 'exact' : 'fast',
    tokenIds: completion.tokenIds,
  })
}

function describeInput(
  { modelInput, tokenIds }: EncodedPrompt,
  promptLogprobs: InputEvent['promptLogprobs'],
): InputEvent {
  return {
    type: 'input',
    modelInput,
    tokenIdsSha256: tokenIdsSha256(tokenIds),
    promptTokens: tokenIds.length,
    promptLogprobs,
  }
}
