import type { InputEvent, PromptTokenLogprob } from '../generate.ts'
import { tokenIdsSha256 } from '../token-ids-sha256.ts'
import type { EncodedPrompt, ModelTokenizer } from '../tokenizer/model-tokenizer.ts'
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
  const promptTokens = input.tokenIds.length
  const { forcedTokenIds = [], promptLogprobs: wantsScores = false } = order
  model.tokenizer.checkIds(forcedTokenIds)
  const tokenIds = [...input.tokenIds, ...forcedTokenIds]
  checkPromptLength(tokenIds.length, model.contextLength)
  if (!wantsScores) tell(describeInput(input, tokenIds.length, null))

  const scoredFrom = wantsScores ? 1 : order.topLogprobs === null ? tokenIds.length + 1 : promptTokens
  const scorer = createPromptScorer(model.tokenizer, tokenIds, scoredFrom, order.topLogprobs ?? 0)
  const completion = createCompletion(model, order, input, tell)
  let readAt: number | null = null
  let firstTokenAt: number | null = null
  const task = {
    beginning: { tokenIds, isExact: order.parameters.exact, logitsFrom: scoredFrom - 1 },
    onRead(doneTokens: number, logits: Float32Array) {
      scorer.take(logits, model.vocabularySize)
      tell({ type: 'prefilling', doneTokens, totalTokens: tokenIds.length })
      if (doneTokens < tokenIds.length) return
      readAt = performance.now()
      const scoredPrompt = promptTokens - scoredFrom
      if (wantsScores) {
        const scores = [describeFirst(model.tokenizer, input), ...scorer.scores.slice(0, scoredPrompt)]
        tell(describeInput(input, tokenIds.length, scores))
      }
      completion.force(order.topLogprobs === null ? [] : scorer.scores.slice(Math.max(0, scoredPrompt)))
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
      completionTokens: Math.max(0, completion.tokenIds.length - forcedTokenIds.length),
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

/** Nothing comes before the first token, so nothing says how likely it was. */
function describeFirst(tokenizer: ModelTokenizer, { tokenIds: [id = 0] }: EncodedPrompt): PromptTokenLogprob {
  return { id, text: tokenizer.describe(id).text, logprob: null, alternatives: [] }
}

function describeInput(
  { modelInput, tokenIds }: EncodedPrompt,
  promptTokens: number,
  promptLogprobs: InputEvent['promptLogprobs'],
): InputEvent {
  return {
    type: 'input',
    modelInput,
    tokenIdsSha256: tokenIdsSha256(tokenIds),
    promptTokens,
    promptLogprobs,
  }
}
