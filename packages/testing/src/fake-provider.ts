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
import { aModel } from './builders/model.ts'

/**
 * One step of a scripted reply: a string is one token, a promise is waited for (a gate), an AppError fails the
 * generation there, as a crash of its model process would. `beginAgain` starts the completion anew, as at another address
 * of an endpoint. A token may come with the probabilities of the likeliest tokens in its place, itself first.
 */
export type FakeStep = string | FakeToken | Promise<unknown> | AppError | typeof beginAgain

export const beginAgain: unique symbol = Symbol('begin again')

interface FakeToken {
  readonly text: string
  readonly probabilities: readonly number[]
}

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
    capabilities: { ...aModel().capabilities, chat: true },
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

function asToken(step: string | FakeToken): FakeToken {
  return typeof step === 'string' ? { text: step, probabilities: halves } : step
}

type Finished = Extract<ProviderEvent, { type: 'finished' }>

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
    else if (step === beginAgain) {
      completionTokens = 0
      yield input
    } else if (completionTokens === limit) isCut = true
    else {
      await Promise.race([passed(tokenDelayMs), abort])
      if (!signal.aborted) yield say(asToken(step), completionTokens++, request.topLogprobs)
    }
    if (signal.aborted || isCut) break
  }
  const finishReason = signal.aborted ? 'cancelled' : isCut ? 'length' : 'stop'
  yield finish(model, request, { finishReason, promptTokens, completionTokens })
}

function finish(
  { sha256, executionProvider }: Model,
  { parameters, forcedTokenIds = [] }: GenerateRequest,
  {
    finishReason,
    promptTokens,
    completionTokens,
  }: Pick<Finished, 'finishReason'> & Omit<Finished['usage'], 'cachedTokens'>,
): Finished {
  return {
    type: 'finished',
    finishReason,
    usage: { promptTokens, completionTokens, cachedTokens: 0 },
    timings: {
      queuedMs: 0,
      ttftMs: completionTokens === 0 ? null : 1,
      prefillMs: 1,
      decodeMs: completionTokens,
    },
    mode: parameters.exact ? 'exact' : 'fast',
    tokenIds: [...forcedTokenIds, ...Array.from({ length: completionTokens }, (_, index) => index)],
    modelSha256: sha256,
    executionProvider: executionProvider ?? 'cpu',
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
  { text, probabilities }: FakeToken,
  index: number,
  topLogprobs: number | null,
): Extract<ProviderEvent, { type: 'text' }> {
  const completionTokens = index + 1
  if (topLogprobs === null) return { type: 'text', text, logprobs: [], completionTokens }
  const logprobs = [scoreToken(index, text, topLogprobs, probabilities)]
  return { type: 'text', text, logprobs, completionTokens }
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

/** One half, a quarter, and so on: there are never more than 20 alternatives. */
const halves = Array.from({ length: 20 }, (_, rank) => 0.5 ** (rank + 1))

function scoreToken(
  id: number,
  text: string,
  topLogprobs: number,
  probabilities: readonly number[] = halves,
): TokenLogprob {
  const alternatives = probabilities.slice(0, topLogprobs).map((probability, rank) => ({
    id: id + rank,
    text: rank === 0 ? text : `${text}${rank}`,
    logprob: Math.log(probability),
  }))
  return { id, text, logprob: Math.log(probabilities[0] ?? 1), alternatives }
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
