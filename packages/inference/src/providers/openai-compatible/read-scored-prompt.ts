import type { TokenCandidate } from '@trialogue/contract'
import type { CompletionPiece } from '../../endpoints/endpoint-protocol.ts'
import type { PromptTokenLogprob } from '../../generate.ts'
import { isJsonObject, type JsonObject, objectField, objectsField, stringField } from '../../json-object.ts'
import type { StreamedEvent } from '../../outbound/read-events.ts'
import { readChunk, readTop } from './read-chunk.ts'

/** A whole answer that tells how likely the tokens of the prompt were: vLLM's way, or with `echo`. */
export function readScoredPrompt(event: StreamedEvent): CompletionPiece {
  const piece = readChunk(event)
  const answer: unknown = event.data.trim() === '[DONE]' ? {} : JSON.parse(event.data)
  if (!isJsonObject(answer)) return piece
  const [choice = {}] = objectsField(answer, 'choices')
  const told = choice['prompt_logprobs'] ?? answer['prompt_logprobs']
  if (Array.isArray(told)) {
    const ids = piece.promptTokenIds ?? []
    return { ...piece, promptLogprobs: told.map((place, index) => readPlace(place, ids[index])) }
  }
  return readEcho(piece, choice, objectField(answer, 'usage')['prompt_tokens'])
}

/**
 * By id: the token that was read, and those that were likelier. JSON's objects have lost which one was read, so that only
 * one is asked for where no list of ids says it. The first place has nothing before it: null.
 */
function readPlace(place: unknown, id: number | undefined): PromptTokenLogprob {
  const entries = Object.entries(isJsonObject(place) ? place : {}).map(([key, token]) =>
    readEntry(key, token),
  )
  const read = entries.length === 1 ? entries[0] : entries.find((entry) => entry.id === id)
  if (read === undefined) return { id: id ?? null, text: '', logprob: null, alternatives: [] }
  const alternatives = entries.toSorted((one, other) => other.logprob - one.logprob)
  return { ...read, alternatives: entries.length === 1 ? [] : alternatives }
}

function readEntry(id: string, token: unknown): TokenCandidate {
  const entry = isJsonObject(token) ? token : {}
  const logprob = entry['logprob']
  return {
    id: Number(id),
    text: stringField(entry, 'decoded_token') ?? '',
    logprob: typeof logprob === 'number' ? logprob : -9999,
  }
}

/** The text and its tokens begin with the prompt's, which the usage counts. */
function readEcho(piece: CompletionPiece, choice: JsonObject, promptTokens: unknown): CompletionPiece {
  const logprobs = objectField(choice, 'logprobs')
  const tokens = Array.isArray(logprobs['tokens']) ? logprobs['tokens'].map(String) : []
  const values = Array.isArray(logprobs['token_logprobs']) ? logprobs['token_logprobs'] : []
  const tops = Array.isArray(logprobs['top_logprobs']) ? logprobs['top_logprobs'] : []
  const offsets = Array.isArray(logprobs['text_offset']) ? logprobs['text_offset'] : []
  const count = typeof promptTokens === 'number' ? promptTokens : tokens.length
  const scored = tokens.map((text, index): PromptTokenLogprob => {
    const logprob = values[index]
    return {
      ...{ id: null, text, alternatives: readTop(tops[index]) },
      logprob: typeof logprob === 'number' ? logprob : null,
    }
  })
  const begin = offsets[count]
  const text = piece.text ?? ''
  return {
    ...piece,
    text: typeof begin === 'number' ? text.slice(begin) : '',
    promptLogprobs: scored.slice(0, count),
    logprobs: scored
      .slice(count)
      .flatMap(({ logprob, ...token }) => (logprob === null ? [] : [{ ...token, logprob }])),
  }
}
