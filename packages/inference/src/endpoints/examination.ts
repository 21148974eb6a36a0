import {
  type AppError,
  defaultParameters,
  type EndpointCheck,
  type EndpointCheckId,
  type EndpointDialect,
  type EndpointModel,
  type EnginePrompt,
  type ModelCapabilities,
  type Parameters,
  toErrorRecord,
} from '@trialogue/contract'
import type { Clock } from '../clock.ts'
import type { FinishedEvent, GenerateRequest, InputEvent } from '../generate.ts'
import type { JsonObject } from '../json-object.ts'
import { askForJson } from './ask-endpoint.ts'
import type { EndpointPlace } from './endpoint-place.ts'
import { generateRemotely } from './generate-remotely.ts'

/** What a look at a model found; a text is for people, and where it says why something is absent. */
export type Finding = { readonly works: boolean; readonly detail?: string }

/** What a tiny generation told. */
export interface Sample {
  readonly text: string
  readonly textEvents: number
  readonly logprobCount: number
  readonly input: InputEvent | null
  readonly finished: FinishedEvent
}

/** What is asked of a tiny generation; temperature 0 and few tokens, unless said otherwise. */
export type SampleRequest = Partial<Parameters> & {
  readonly prompt: EnginePrompt
  readonly topLogprobs?: number
  readonly promptLogprobs?: boolean
}

type Abilities = { -readonly [Name in keyof ModelCapabilities]: ModelCapabilities[Name] }
type Dialect = { -readonly [Name in keyof EndpointDialect]: EndpointDialect[Name] }

interface ExaminationOptions {
  readonly place: EndpointPlace
  /** The same server without the path of its API. */
  readonly root: EndpointPlace
  readonly model: EndpointModel
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** One model under test: what was tried so far, and what is known by it. */
export class Examination {
  readonly #options: ExaminationOptions
  readonly checks: EndpointCheck[] = []
  /** What is found out is written here, and holds for what is asked next. */
  readonly capabilities: Abilities
  readonly dialect: Dialect
  kind: EndpointModel['kind']
  contextLength: number

  constructor(options: ExaminationOptions) {
    this.#options = options
    const { model, place } = options
    this.kind = model.kind
    this.contextLength = model.contextLength
    this.capabilities = {
      ...place.protocol.capabilities,
      unsupported: [...place.protocol.capabilities.unsupported],
    }
    this.dialect = { ...place.protocol.dialect }
  }

  get modelName(): string {
    return this.#options.model.name
  }

  /** The model as it is known by now. */
  get model(): EndpointModel {
    const { kind, contextLength, capabilities, dialect } = this
    return { ...this.#options.model, kind, contextLength, capabilities, dialect }
  }

  /** Runs one check and notes it. A server that does not take a request cannot do it; one that fails has failed. */
  async check(id: EndpointCheckId, look: () => Promise<Finding>): Promise<boolean> {
    const startedAt = performance.now()
    const note = (outcome: EndpointCheck['outcome'], detail: string) => {
      this.checks.push({ id, outcome, detail, durationMs: Math.round(performance.now() - startedAt) })
    }
    try {
      const { works, detail = '' } = await look()
      note(works ? 'works' : 'absent', detail)
      return works
    } catch (thrown) {
      this.#options.signal.throwIfAborted()
      note(isRefusal(thrown) ? 'absent' : 'failed', toErrorRecord(thrown).message)
      return false
    }
  }

  /** Asks for a few tokens. Throws what `generateRemotely` throws. */
  async sample({
    prompt,
    topLogprobs,
    promptLogprobs = false,
    ...parameters
  }: SampleRequest): Promise<Sample> {
    const { place, clock, signal } = this.#options
    const request: GenerateRequest = {
      ...{ modelId: '', prompt, seed: 7, promptLogprobs },
      parameters: { ...defaultParameters, maxTokens: 24, ...parameters },
      topLogprobs: topLogprobs ?? null,
    }
    let [text, textEvents, logprobCount] = ['', 0, 0]
    let input: InputEvent | null = null
    let finished: FinishedEvent | null = null
    for await (const event of generateRemotely({ place, model: this.model, request, clock, signal })) {
      if (event.type === 'input') [input, text, textEvents, logprobCount] = [event, '', 0, 0]
      else if (event.type === 'finished') finished = event
      else if (event.type === 'text') {
        text += event.text
        textEvents += 1
        logprobCount += event.logprobs.length
      }
    }
    signal.throwIfAborted()
    if (finished === null) throw new Error('A generation did not end.')
    return { text, textEvents, logprobCount, input, finished }
  }

  /** Sends something as it is. Throws what a refusal means. */
  ask(path: string, body: JsonObject): Promise<JsonObject> {
    const { place, signal } = this.#options
    return askForJson(place, { method: 'POST', path, body, signal })
  }

  /** Asks what only some servers have, outside of the API's path; gives an empty object for what is refused. */
  async askRoot(method: 'GET' | 'POST', path: string, body?: JsonObject): Promise<JsonObject> {
    const { root, signal } = this.#options
    return askForJson(root, { method, path, body, signal }).catch(() => ({}))
  }

  /** What would be sent for a tiny generation. */
  plan(prompt: EnginePrompt, parameters: Partial<Parameters> = {}): { path: string; body: JsonObject } {
    const request = {
      ...{ modelId: '', prompt, seed: 7, topLogprobs: null },
      parameters: { ...defaultParameters, maxTokens: 1, ...parameters },
    }
    return this.#options.place.protocol.plan(request, this.model, this.capabilities)
  }

  /** Whether a server takes one request, and not another. Throws where it fails. */
  async takes(path: string, body: JsonObject): Promise<boolean> {
    try {
      await this.ask(path, body)
      return true
    } catch (thrown) {
      if (isRefusal(thrown)) return false
      throw thrown
    }
  }

  /** Notes that a parameter would not be heeded, or that it is. */
  heed(name: keyof Parameters, isHeeded: boolean): void {
    const others = this.capabilities.unsupported.filter((one) => one !== name)
    this.capabilities.unsupported = isHeeded ? others : [...others, name]
  }
}

/** A server says no to a request that it does not know; some fail over it. */
export function isRefusal(thrown: unknown): boolean {
  const { code, details } = toErrorRecord(thrown)
  const reason = details['reason']
  if (code === 'INVALID_REQUEST') return true
  return code === 'UPSTREAM_REFUSED' && (reason === 'request' || reason === 'missing' || reason === 'failed')
}

/** What a refusal says, for adapting to it. */
export function wordsOf(thrown: unknown): string {
  return (thrown as AppError).message ?? ''
}
