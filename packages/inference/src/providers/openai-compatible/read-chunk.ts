import { AppError, type TokenCandidate, type TokenLogprob } from '@trialogue/contract'
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

/** One event of `/chat/completions` or `/completions`, or a whole answer. Throws what an error inside a stream says. */
export function readChunk({ event, data }: StreamedEvent): CompletionPiece {
  if (data.trim() === '[DONE]') return { isLast: true }
  const chunk = parseChunk(data)
  if (event === 'error' || isJsonObject(chunk['error']) || chunk['object'] === 'error') {
    throw readRefusal({ status: null, body: chunk, key: null })
  }
  const [choice = {}] = objectsField(chunk, 'choices')
  return {
    ...readText(choice),
    ...readLogprobs(choice),
    ...readIds(chunk, choice),
    ...readUsage(chunk),
    ...readEnd(choice),
  }
}

function parseChunk(data: string): JsonObject {
  try {
    const chunk: unknown = JSON.parse(data)
    if (isJsonObject(chunk)) return chunk
  } catch {
    // Said below.
  }
  const message =
    'The server sent something else than the API says. Is this the address of an OpenAI-compatible API?'
  throw new AppError('UPSTREAM_INVALID', message, { details: { reason: 'unreadable' } })
}

/** `reasoning_content` is DeepSeek's name, `reasoning` that of newer vLLM, of Ollama and of OpenRouter. */
function readText(choice: JsonObject): CompletionPiece {
  const part = isJsonObject(choice['delta']) ? choice['delta'] : objectField(choice, 'message')
  const reasoning = stringField(part, 'reasoning_content') ?? stringField(part, 'reasoning') ?? ''
  const text =
    stringField(choice, 'text') ?? stringField(part, 'content') ?? stringField(part, 'refusal') ?? ''
  return { text, reasoning }
}

function readLogprobs(choice: JsonObject): CompletionPiece {
  const logprobs = choice['logprobs']
  if (!isJsonObject(logprobs)) return {}
  if (Array.isArray(logprobs['content'])) {
    return { logprobs: objectsField(logprobs, 'content').map(readChatToken) }
  }
  const tokens = Array.isArray(logprobs['tokens']) ? logprobs['tokens'].map(String) : []
  const values = Array.isArray(logprobs['token_logprobs']) ? logprobs['token_logprobs'] : []
  const tops = Array.isArray(logprobs['top_logprobs']) ? logprobs['top_logprobs'] : []
  return {
    logprobs: tokens.flatMap((token, index) => {
      const logprob = values[index]
      return typeof logprob === 'number'
        ? [{ ...candidate(token, logprob), alternatives: readTop(tops[index]) }]
        : []
    }),
  }
}

function readChatToken(token: JsonObject): TokenLogprob {
  return { ...readCandidate(token), alternatives: objectsField(token, 'top_logprobs').map(readCandidate) }
}

/** llama.cpp tells the id, too. */
function readCandidate(token: JsonObject): TokenCandidate {
  const logprob = token['logprob']
  const id = countField(token, 'id')
  return {
    ...candidate(stringField(token, 'token') ?? '', typeof logprob === 'number' ? logprob : -9999, id),
    text: spell(stringField(token, 'token') ?? '', token['bytes']),
  }
}

/** A whole list of legacy completions: text by logprob. Likeliest first, as everywhere here. */
export function readTop(top: unknown): TokenCandidate[] {
  if (!isJsonObject(top)) return []
  return Object.entries(top)
    .flatMap(([text, logprob]) => (typeof logprob === 'number' ? [candidate(text, logprob)] : []))
    .toSorted((one, other) => other.logprob - one.logprob)
}

/** With `return_tokens_as_token_ids` and for bytes that are no text, vLLM writes ids as `token_id:17`. */
function candidate(text: string, logprob: number, id: number | null = null): TokenCandidate {
  const named = /^token_id:(\d+)$/.exec(text)?.[1]
  return { id: named === undefined ? id : Number(named), text, logprob }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A part of a character has no text of its own: its bytes are spelled as those of models on this machine are. */
function spell(text: string, bytes: unknown): string {
  if (!text.includes('\uFFFD') || !Array.isArray(bytes)) return text
  const values = Uint8Array.from(bytes, Number)
  try {
    return strictUtf8.decode(values)
  } catch {
    return Array.from(values, (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`).join('')
  }
}

/** vLLM, with `return_token_ids`. The token that ends the sequence is no part of the completion. */
function readIds(chunk: JsonObject, choice: JsonObject): CompletionPiece {
  const ids = readIdList(choice['token_ids'])
  const hasEndToken =
    stringField(choice, 'finish_reason') === 'stop' && stringField(choice, 'stop_reason') === null
  const tokenIds = hasEndToken ? (ids?.slice(0, -1) ?? null) : ids
  const promptTokenIds = readIdList(chunk['prompt_token_ids']) ?? readIdList(choice['prompt_token_ids'])
  return { ...(tokenIds && { tokenIds }), ...(promptTokenIds && { promptTokenIds }) }
}

function readIdList(value: unknown): number[] | null {
  return Array.isArray(value) && value.every((id) => Number.isSafeInteger(id) && id >= 0) ? value : null
}

/** In a chunk of its own at the end, or in the last one with a choice, or in each of them. */
function readUsage(chunk: JsonObject): { usage?: ToldUsage } {
  if (!isJsonObject(chunk['usage'])) return {}
  const promptTokens = countField(chunk['usage'], 'prompt_tokens')
  const completionTokens = countField(chunk['usage'], 'completion_tokens')
  const cachedTokens = countField(objectField(chunk['usage'], 'prompt_tokens_details'), 'cached_tokens')
  return { usage: toldUsage({ promptTokens, completionTokens, cachedTokens }) }
}

function readEnd(choice: JsonObject): CompletionPiece {
  const reason = stringField(choice, 'finish_reason')
  switch (reason) {
    case null:
    case '':
      return {}
    case 'length':
      return { finishReason: 'length' }
    case 'content_filter':
      throw new AppError('UPSTREAM_REFUSED', "The server's content filter cut the answer off.", {
        details: { reason: 'filtered' },
      })
    case 'abort':
    case 'error':
      throw new AppError('UPSTREAM_UNREACHABLE', 'The server broke off the answer. Try again.', {
        details: { reason: 'broken' },
      })
    default:
      return { finishReason: 'stop' }
  }
}
