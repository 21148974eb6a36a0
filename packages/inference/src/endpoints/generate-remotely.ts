import { AppError, type EndpointModel } from '@trialogue/contract'
import type { Clock } from '../clock.ts'
import type { FinishedEvent, GenerateRequest, InputEvent } from '../generate.ts'
import { describeFailure } from '../outbound/describe-failure.ts'
import type { ProviderEvent } from '../providers/provider.ts'
import { tokenIdsSha256 } from '../token-ids-sha256.ts'
import { CompletionAssembler } from './completion-assembler.ts'
import type { EndpointPlace } from './endpoint-place.ts'
import { type CompletionPiece, capabilitiesOf, type EndpointCall } from './endpoint-protocol.ts'
import { pause } from './pause.ts'
import type { RateLimits } from './rate-limits.ts'
import { retryDelayMs } from './retry-policy.ts'
import { writeOnce } from './write-once.ts'

/** Longest time that a server may ask a generation to wait for its turn. */
const longestWaitMs = 120_000

/** About as many bytes as a token has, where nobody tells better. */
const bytesPerToken = 4

interface Job {
  readonly place: EndpointPlace
  readonly model: EndpointModel
  readonly request: GenerateRequest
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * One generation on a server elsewhere. What fails before anything was written is tried again; what breaks off later is
 * begun again at another address, with another `input`, when there is one. Throws what the server's failure means.
 */
export async function* generateRemotely(job: Job): AsyncGenerator<ProviderEvent> {
  const { place, model, request, clock, signal } = job
  const call = place.protocol.plan(request, model, capabilitiesOf(place.protocol, model))
  let isToldOf = false
  for (let attempts = 0; ; attempts += 1) {
    const assembler = new CompletionAssembler(request.parameters.stop)
    const writing = new Attempt(call, assembler)
    try {
      await waitForTurn(place.rateLimits, clock, signal)
      if (!signal.aborted) {
        if (!isToldOf && !call.tellsInput) yield writing.input(null)
        isToldOf = true
        yield* writing.write(writeOnce({ place, call, assembler, clock, signal }))
      }
      yield writing.finished(signal.aborted)
      return
    } catch (thrown) {
      if (signal.aborted) {
        yield writing.finished(true)
        return
      }
      const failure = describeFailure(thrown)
      const { hasBegun } = assembler
      const situation = { attempts, hasBegun, addressCount: place.outbound.addressCount }
      const delayMs = retryDelayMs(failure, situation, Math.random)
      if (delayMs === null) throw failure
      if (hasBegun) isToldOf = false
      await pause(clock, delayMs, signal)
    }
  }
}

/** Nothing is sent before the server allows it. Throws RATE_LIMITED where that is too long to wait. */
async function waitForTurn(rateLimits: RateLimits, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let waitMs = rateLimits.waitMs(); waitMs > 0 && !signal.aborted; waitMs = rateLimits.waitMs()) {
    if (waitMs > longestWaitMs) {
      const message = `The server takes nothing more for ${Math.ceil(waitMs / 1_000)} seconds. Run it again then.`
      throw new AppError('RATE_LIMITED', message, {
        details: { reason: 'wait', retryAfterMs: Math.ceil(waitMs) },
      })
    }
    await pause(clock, waitMs, signal)
  }
}

/** One request's completion: what to tell of it, and how long it took. */
class Attempt {
  readonly #call: EndpointCall
  readonly #assembler: CompletionAssembler
  readonly #startedAt = performance.now()
  readonly #estimatedTokens: number
  #firstAt: number | null = null

  constructor(call: EndpointCall, assembler: CompletionAssembler) {
    this.#call = call
    this.#assembler = assembler
    this.#estimatedTokens = Math.ceil(Buffer.byteLength(call.modelInput) / bytesPerToken)
  }

  input(piece: CompletionPiece | null): InputEvent {
    const ids = piece?.promptTokenIds ?? null
    const promptTokens = ids?.length ?? piece?.usage?.promptTokens ?? this.#estimatedTokens
    return {
      type: 'input',
      modelInput: this.#call.modelInput,
      tokenIdsSha256: ids && tokenIdsSha256(ids),
      promptTokens,
      promptLogprobs: piece?.promptLogprobs ?? null,
    }
  }

  async *write(pieces: AsyncGenerator<CompletionPiece>): AsyncGenerator<ProviderEvent> {
    let isToldOf = !this.#call.tellsInput
    if (isToldOf) yield { type: 'prefilling', doneTokens: 0, totalTokens: this.#estimatedTokens }
    for await (const piece of pieces) {
      if (!isToldOf) yield this.input(piece)
      isToldOf = true
      const event = this.#assembler.take(piece)
      if (this.#assembler.hasBegun) this.#firstAt ??= performance.now()
      if (event !== null) yield event
    }
    const rest = this.#assembler.end()
    if (rest !== null) yield rest
  }

  finished(isCancelled: boolean): FinishedEvent {
    const endedAt = performance.now()
    const firstAt = this.#firstAt
    return {
      type: 'finished',
      finishReason: isCancelled ? 'cancelled' : (this.#assembler.finishReason ?? 'stop'),
      usage: this.#assembler.usage(this.#estimatedTokens),
      timings: {
        queuedMs: 0,
        ttftMs: firstAt === null ? null : firstAt - this.#startedAt,
        prefillMs: (firstAt ?? endedAt) - this.#startedAt,
        decodeMs: endedAt - (firstAt ?? endedAt),
      },
      mode: 'fast',
      tokenIds: this.#assembler.tokenIds,
      ...{ modelSha256: null, executionProvider: null, cachePath: null },
    }
  }
}
