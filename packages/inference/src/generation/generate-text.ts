import { setImmediate } from 'node:timers/promises'
import type { TokenLogprob } from '@trialogue/contract'
import type { FinishedEvent, GenerateEvent, GenerateRequest, InputEvent } from '../generate.ts'
import { createSampler, type SampledToken } from '../sampler/sampler.ts'
import type { Decoder, Sequence } from '../session/decoder.ts'
import { type CompletionText, createCompletionText, type TextPiece } from '../text-stream/completion-text.ts'
import { tokenIdsSha256 } from '../token-ids-sha256.ts'
import type { EncodedPrompt, ModelTokenizer } from '../tokenizer/model-tokenizer.ts'
import { checkPromptLength } from './check-prompt-length.ts'

/** Tokens read in one run while prefilling: a cancel takes effect between two runs. */
const PREFILL_CHUNK = 64

/** What a model process holds of its model. `contextLength` is in tokens. */
export interface LoadedModel {
  readonly decoder: Decoder
  readonly tokenizer: ModelTokenizer
  readonly endTokenIds: readonly number[]
  readonly contextLength: number
}

/** One generation for a model process, which knows only one model. */
export type GenerationOrder = Omit<GenerateRequest, 'modelId'>

/** A model process knows neither the queue nor its file's hash. */
export type GenerationStep =
  | Extract<GenerateEvent, { type: 'input' | 'prefilling' | 'text' }>
  | Omit<FinishedEvent, 'modelSha256' | 'executionProvider' | 'cachePath'>

/**
 * Runs one generation: reads the prompt in chunks, then picks token after token. Between two steps the event loop
 * turns, and `signal` is looked at. Throws CONTEXT_LENGTH_EXCEEDED and what the tokenizer and the decoder throw.
 */
export async function* generateText(
  model: LoadedModel,
  order: GenerationOrder,
  signal: AbortSignal,
): AsyncGenerator<GenerationStep, void> {
  const startedAt = performance.now()
  const input = model.tokenizer.encode(order.prompt)
  checkPromptLength(input.tokenIds.length, model.contextLength)
  yield describeInput(input)

  const sequence = model.decoder.open()
  const logits = yield* prefill(sequence, input.tokenIds, signal)
  const decodingAt = performance.now()
  const outcome = yield* decode(model, order, { sequence, logits, input }, signal)
  yield {
    type: 'finished',
    finishReason: outcome.finishReason,
    usage: {
      promptTokens: input.tokenIds.length,
      completionTokens: outcome.tokenIds.length,
      cachedTokens: 0,
    },
    mode: order.parameters.exact ? 'exact' : 'fast',
    tokenIds: outcome.tokenIds,
    timings: {
      queuedMs: 0,
      ttftMs: outcome.firstTokenAt === null ? null : outcome.firstTokenAt - startedAt,
      prefillMs: decodingAt - startedAt,
      decodeMs: performance.now() - decodingAt,
    },
  }
}

/** Gives the logits after the prompt; null when it was aborted before its end. */
async function* prefill(
  sequence: Sequence,
  tokenIds: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<GenerationStep, Float32Array | null> {
  let logits: Float32Array | null = null
  for (let start = 0; start < tokenIds.length; start += PREFILL_CHUNK) {
    await setImmediate()
    if (signal.aborted) return null
    logits = await sequence.append(tokenIds.slice(start, start + PREFILL_CHUNK))
    yield { type: 'prefilling', doneTokens: sequence.length, totalTokens: tokenIds.length }
  }
  return logits
}

type Prefilled = {
  readonly sequence: Sequence
  readonly logits: Float32Array | null
  readonly input: EncodedPrompt
}

type Outcome = {
  readonly finishReason: FinishedEvent['finishReason']
  readonly tokenIds: readonly number[]
  readonly firstTokenAt: number | null
}

async function* decode(
  model: LoadedModel,
  order: GenerationOrder,
  { sequence, logits: firstLogits, input }: Prefilled,
  signal: AbortSignal,
): AsyncGenerator<GenerationStep, Outcome> {
  const sampler = createSampler({ ...order, promptTokenIds: input.tokenIds })
  const text: CompletionText<TokenLogprob> = createCompletionText(order.parameters.stop)
  const maxTokens = Math.min(order.parameters.maxTokens, model.contextLength - input.tokenIds.length)
  let logits = firstLogits
  let firstTokenAt: number | null = null
  const tokenIds: number[] = []
  let finishReason: Outcome['finishReason'] = 'cancelled'
  while (logits !== null && !signal.aborted) {
    const token = sampler.sample(logits)
    firstTokenAt ??= performance.now()
    if (model.endTokenIds.includes(token.id)) {
      finishReason = 'stop'
      break
    }
    tokenIds.push(token.id)
    const piece = text.push(model.tokenizer.bytesOf(token.id), describeToken(token, model.tokenizer))
    yield* say(piece, tokenIds.length)
    if (piece.isStopped) return { finishReason: 'stop', tokenIds, firstTokenAt }
    if (tokenIds.length === maxTokens) {
      finishReason = 'length'
      break
    }
    await setImmediate()
    if (!signal.aborted) logits = await sequence.append([token.id])
  }
  yield* say(text.flush(), tokenIds.length)
  return { finishReason, tokenIds, firstTokenAt }
}

function* say({ text, notes }: TextPiece<TokenLogprob>, completionTokens: number): Generator<GenerationStep> {
  if (text !== '' || notes.length > 0) yield { type: 'text', text, logprobs: notes, completionTokens }
}

function describeInput({ modelInput, tokenIds }: EncodedPrompt): InputEvent {
  return {
    type: 'input',
    modelInput,
    tokenIdsSha256: tokenIdsSha256(tokenIds),
    promptTokens: tokenIds.length,
    promptLogprobs: null,
  }
}

function describeToken({ id, probability }: SampledToken, tokenizer: ModelTokenizer): TokenLogprob | null {
  if (probability === null) return null
  const describe = (token: { id: number; logprob: number }) => ({
    id: token.id,
    text: tokenizer.describe(token.id).text,
    logprob: token.logprob,
  })
  const { logprob, alternatives } = probability
  return { ...describe({ id, logprob }), alternatives: alternatives.map(describe) }
}
