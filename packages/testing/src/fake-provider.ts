import { createHash } from 'node:crypto'
import {
  AppError,
  type EnginePrompt,
  type InputToken,
  type Model,
  type TokenLogprob,
} from '@trialogue/contract'
import {
  checkPromptLength,
  defineProvider,
  type GenerateRequest,
  type Provider,
  type ProviderEvent,
} from '@trialogue/inference'

/**
 * One step of a scripted reply: a string is one token, a promise is waited for (a gate), an AppError fails the
 * generation there, as a crash of its model process would.
 */
export type FakeStep = string | Promise<unknown> | AppError

export interface FakeProviderOptions {
  readonly models: readonly Model[]
  /** What a model answers. Defaults to the tokens `A`, ` fake`, ` reply`. */
  readonly reply?: (request: GenerateRequest) => readonly FakeStep[]
  /** Generations of one model at a time. Defaults to 1. */
  readonly concurrency?: number
  /** Milliseconds before each token. Defaults to 0: the next turn of the event loop. */
  readonly tokenDelayMs?: number
}

export interface FakeProvider extends Provider {
  /** Every generation that was asked for, in order. */
  readonly requests: readonly GenerateRequest[]
}

/**
 * A provider that answers by script. Its tokens are words with the space before them; `maxTokens`, the context length
 * and cancelling are honoured; stop sequences are left to the script.
 */
export function createFakeProvider(options: FakeProviderOptions): FakeProvider {
  const requests: GenerateRequest[] = []
  const find = (modelId: string): Model => {
    const model = options.models.find(({ id }) => id === modelId)
    if (model === undefined) throw new AppError('MODEL_NOT_FOUND', `The fake provider has no ${modelId}.`)
    return model
  }
  const create = defineProvider<void>({
    id: 'fake',
    capabilities: { chat: true, completion: true, logprobs: true, assistantPrefix: true, seed: true },
    create: () => ({
      concurrencyOf: () => options.concurrency ?? 1,
      listModels: async () => [...options.models],
      async *generate(request, signal) {
        requests.push(request)
        yield* runScript(find(request.modelId), request, signal, options)
      },
      async inspect(modelId, prompt) {
        const modelInput = writeModelInput(prompt)
        const { contextLength } = find(modelId)
        return { modelInput, tokens: tokenize(modelInput), openingTokenId: null, contextLength }
      },
      async dispose() {},
    }),
  })
  return { ...create(), requests }
}

async function* runScript(
  model: Model,
  request: GenerateRequest,
  signal: AbortSignal,
  { reply = () => ['A', ' fake', ' reply'], tokenDelayMs = 0 }: FakeProviderOptions,
): AsyncIterable<ProviderEvent> {
  const { forcedTokenIds = [] } = request
  const input = readInput(model, request)
  const { promptTokens } = input
  yield input
  yield { type: 'prefilling', doneTokens: promptTokens, totalTokens: promptTokens }
  if (forcedTokenIds.length > 0) yield sayForced(forcedTokenIds, request.topLogprobs)
  const limit = Math.min(
    request.parameters.maxTokens - forcedTokenIds.length,
    model.contextLength - promptTokens,
  )
  const abort = aborted(signal)
  let completionTokens = 0
  let isCut = false
  for (const step of reply(request)) {
    if (step instanceof Promise) await Promise.race([step, abort])
    else if (step instanceof AppError) throw step
    else if (completionTokens === limit) isCut = true
    else {
      await Promise.race([passed(tokenDelayMs), abort])
      if (!signal.aborted) yield say(step, completionTokens++, request.topLogprobs)
    }
    if (signal.aborted || isCut) break
  }
  yield {
    type: 'finished',
    finishReason: signal.aborted ? 'cancelled' : isCut ? 'length' : 'stop',
    usage: { promptTokens, completionTokens, cachedTokens: 0 },
    timings: {
      queuedMs: 0,
      ttftMs: completionTokens === 0 ? null : 1,
      prefillMs: 1,
      decodeMs: completionTokens,
    },
    mode: request.parameters.exact ? 'exact' : 'fast',
    tokenIds: [...forcedTokenIds, ...Array.from({ length: completionTokens }, (_, index) => index)],
    modelSha256: model.sha256,
    executionProvider: model.executionProvider ?? 'cpu',
    cachePath: 'plain',
  }
}

function readInput(
  model: Model,
  { prompt, promptLogprobs = false, forcedTokenIds = [], topLogprobs }: GenerateRequest,
): Extract<ProviderEvent, { type: 'input' }> {
  const modelInput = writeModelInput(prompt)
  const tokens = tokenize(modelInput)
  const promptTokens = tokens.length + forcedTokenIds.length
  checkPromptLength(promptTokens, model.contextLength)
  const ids = Uint32Array.from(tokens, ({ id }) => id)
  const scored = tokens.map(({ id, text }, index) =>
    index === 0 ? { id, text, logprob: null, alternatives: [] } : scoreToken(id, text, topLogprobs ?? 0),
  )
  return {
    type: 'input',
    modelInput,
    tokenIdsSha256: sha256(ids),
    promptTokens,
    promptLogprobs: promptLogprobs ? scored : null,
  }
}

function writeModelInput(prompt: EnginePrompt): string {
  if (prompt.form === 'text') return prompt.text
  if (prompt.form === 'tokens') return prompt.tokenIds.map((id) => ` t${id}`).join('')
  const turns = prompt.messages.map(({ role, content }) => `<|${role}|>${content}\n`)
  return `${turns.join('')}<|assistant|>${prompt.assistantPrefix}`
}

function tokenize(text: string): InputToken[] {
  const pieces = text.match(/<\|\w+\|>|\s*[^\s<]+|\s*<|\s+/g) ?? []
  return pieces.map((piece) => ({
    id: Number.parseInt(sha256(piece).slice(0, 4), 16),
    text: piece,
    isSpecial: piece.startsWith('<|'),
  }))
}

function say(
  text: string,
  index: number,
  topLogprobs: number | null,
): Extract<ProviderEvent, { type: 'text' }> {
  const completionTokens = index + 1
  if (topLogprobs === null) return { type: 'text', text, logprobs: [], completionTokens }
  return { type: 'text', text, logprobs: [scoreToken(index, text, topLogprobs)], completionTokens }
}

/** Every token that is forced reads ` t` and its id. */
function sayForced(
  tokenIds: readonly number[],
  topLogprobs: number | null,
): Extract<ProviderEvent, { type: 'text' }> {
  const tokens = tokenIds.map((id) => ({ id, text: ` t${id}` }))
  const logprobs = topLogprobs === null ? [] : tokens.map(({ id, text }) => scoreToken(id, text, topLogprobs))
  return { type: 'text', text: tokens.map(({ text }) => text).join(''), logprobs, completionTokens: 0 }
}

function scoreToken(id: number, text: string, topLogprobs: number): TokenLogprob {
  const alternatives = Array.from({ length: topLogprobs }, (_, rank) => ({
    id: id + rank,
    text: rank === 0 ? text : `${text}${rank}`,
    logprob: Math.log(0.5 ** (rank + 1)),
  }))
  return { id, text, logprob: Math.log(0.5), alternatives }
}

function sha256(content: string | Uint32Array): string {
  return createHash('sha256').update(content).digest('hex')
}

function passed(delayMs: number): Promise<void> {
  return new Promise((resolve) => (delayMs === 0 ? setImmediate(resolve) : setTimeout(resolve, delayMs)))
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
