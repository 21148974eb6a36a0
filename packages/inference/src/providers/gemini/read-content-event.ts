import { AppError, type TokenCandidate } from '@trialogue/contract'
import { type CompletionPiece, type ToldUsage, toldUsage } from '../../endpoints/endpoint-protocol.ts'
import { readRefusal } from '../../endpoints/read-refusal.ts'
import {
  countField,
  isJsonObject,
  type JsonObject,
  objectField,
  objectsField,
  stringField,
} from '../../json-object.ts'
import type { StreamedEvent } from '../../outbound/read-events.ts'

/** One GenerateContentResponse of a stream. https://ai.google.dev/api/generate-content#generatecontentresponse */
export function readContentEvent({ data }: StreamedEvent): CompletionPiece {
  const answer = parseAnswer(data)
  if (isJsonObject(answer['error'])) throw readRefusal({ status: null, body: answer, key: null })
  const blocked = stringField(objectField(answer, 'promptFeedback'), 'blockReason')
  if (blocked !== null) throw filtered(`The server does not answer this prompt (${blocked}).`)
  const [candidate = {}] = objectsField(answer, 'candidates')
  const parts = objectsField(objectField(candidate, 'content'), 'parts')
  const join = (isThought: boolean) =>
    parts
      .filter((part) => (part['thought'] === true) === isThought)
      .map((part) => stringField(part, 'text') ?? '')
      .join('')
  return {
    text: join(false),
    reasoning: join(true),
    ...readLogprobs(objectField(candidate, 'logprobsResult')),
    ...readUsage(answer['usageMetadata']),
    ...readEnd(candidate),
  }
}

function parseAnswer(data: string): JsonObject {
  try {
    const answer: unknown = JSON.parse(data)
    if (isJsonObject(answer)) return answer
  } catch {
    // Said below.
  }
  const message = "The server sent something else than Gemini's API says. Check its address."
  throw new AppError('UPSTREAM_INVALID', message, { details: { reason: 'unreadable' } })
}

function readLogprobs(result: JsonObject): CompletionPiece {
  const chosen = objectsField(result, 'chosenCandidates')
  if (chosen.length === 0) return {}
  const tops = objectsField(result, 'topCandidates')
  return {
    logprobs: chosen.map((token, index) => ({
      ...readCandidate(token),
      alternatives: objectsField(tops[index] ?? {}, 'candidates').map(readCandidate),
    })),
  }
}

function readCandidate(token: JsonObject): TokenCandidate {
  const logprob = token['logProbability']
  return {
    id: countField(token, 'tokenId'),
    text: stringField(token, 'token') ?? '',
    logprob: typeof logprob === 'number' ? logprob : -9999,
  }
}

/** Thoughts are written, and paid for, as the answer is. */
function readUsage(usage: unknown): { usage?: ToldUsage } {
  if (!isJsonObject(usage)) return {}
  const promptTokens = countField(usage, 'promptTokenCount')
  const written = countField(usage, 'candidatesTokenCount')
  const thought = countField(usage, 'thoughtsTokenCount') ?? 0
  const cachedTokens = countField(usage, 'cachedContentTokenCount')
  const completionTokens = written === null ? null : written + thought
  return { usage: toldUsage({ promptTokens, completionTokens, cachedTokens }) }
}

function readEnd(candidate: JsonObject): CompletionPiece {
  const reason = stringField(candidate, 'finishReason')
  switch (reason) {
    case null:
    case 'FINISH_REASON_UNSPECIFIED':
      return {}
    case 'STOP':
      return { finishReason: 'stop' }
    case 'MAX_TOKENS':
      return { finishReason: 'length' }
    default:
      throw filtered(`The server cut the answer off (${reason}).`)
  }
}

function filtered(message: string): AppError {
  return new AppError('UPSTREAM_REFUSED', message, { details: { reason: 'filtered' } })
}
