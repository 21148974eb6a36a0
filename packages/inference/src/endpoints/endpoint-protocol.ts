import type {
  EndpointApi,
  EndpointDialect,
  EndpointModel,
  FinishReason,
  ModelCapabilities,
  TokenLogprob,
} from '@trialogue/contract'
import type { GenerateRequest, PromptTokenLogprob } from '../generate.ts'
import type { JsonObject } from '../json-object.ts'
import type { StreamedEvent } from '../outbound/read-events.ts'

/** What a server's list tells of a model; null where it does not tell. */
export interface ListedModel {
  readonly name: string
  readonly contextLength: number | null
}

/** Tokens as a server counts them; what it does not tell is left out. */
export interface ToldUsage {
  readonly promptTokens?: number
  readonly completionTokens?: number
  readonly cachedTokens?: number
}

/** Leaves out what a server does not tell: null here. */
export function toldUsage({
  promptTokens,
  completionTokens,
  cachedTokens,
}: Readonly<Record<keyof ToldUsage, number | null>>): ToldUsage {
  return {
    ...(promptTokens !== null && { promptTokens }),
    ...(completionTokens !== null && { completionTokens }),
    ...(cachedTokens !== null && { cachedTokens }),
  }
}

/** What one event of a stream adds to a completion. */
export interface CompletionPiece {
  readonly text?: string
  /** What the model thinks, where the server keeps it apart from what it answers. */
  readonly reasoning?: string
  readonly logprobs?: readonly TokenLogprob[]
  readonly tokenIds?: readonly number[]
  readonly promptTokenIds?: readonly number[]
  readonly promptLogprobs?: readonly PromptTokenLogprob[]
  readonly finishReason?: Extract<FinishReason, 'stop' | 'length'>
  readonly usage?: ToldUsage
  /** Nothing comes after this one. */
  readonly isLast?: boolean
}

/** One request, as a server of this API wants it. */
export interface EndpointCall {
  readonly path: string
  readonly body: JsonObject
  /** What the model is given to read, for people: the text, or the messages as they are sent. */
  readonly modelInput: string
  /** Whether the answer begins with the ids or the probabilities of the prompt's tokens: the input is told then. */
  readonly tellsInput: boolean
  /** Throws an AppError for an event that tells of a failure. */
  readonly read: (event: StreamedEvent) => CompletionPiece
}

/** How servers of one API are spoken to. */
export interface EndpointProtocol {
  readonly api: EndpointApi
  /** What every server of this API can do, for models that were not tested. */
  readonly capabilities: ModelCapabilities
  /** How most servers of this API want to be asked. */
  readonly dialect: EndpointDialect
  readonly modelsPath: string
  headers(key: string | null): Record<string, string>
  /** Throws INVALID_REQUEST for what this API has no words for. */
  plan(request: GenerateRequest, model: EndpointModel, capabilities: ModelCapabilities): EndpointCall
  readModels(list: JsonObject): ListedModel[]
}

/** What a model can do as far as it is known: nothing was ever taught turns that only continues texts. */
export function capabilitiesOf(
  { capabilities }: Pick<EndpointProtocol, 'capabilities'>,
  model: Pick<EndpointModel, 'capabilities' | 'kind'>,
): ModelCapabilities {
  if (model.capabilities !== null) return model.capabilities
  const isBase = model.kind === 'base'
  return {
    ...capabilities,
    chat: capabilities.chat && !isBase,
    completion: capabilities.completion && isBase,
  }
}
