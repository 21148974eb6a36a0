import { AppError } from '@trialogue/contract'
import type { CompletionPiece, ToldUsage } from '../../endpoints/endpoint-protocol.ts'
import { readRefusal } from '../../endpoints/read-refusal.ts'
import { countField, isJsonObject, type JsonObject, objectField, stringField } from '../../json-object.ts'
import type { StreamedEvent } from '../../outbound/read-events.ts'

/** One event of a streamed message. https://docs.claude.com/en/docs/build-with-claude/streaming */
export function readMessageEvent({ data }: StreamedEvent): CompletionPiece {
  const event = parseEvent(data)
  switch (stringField(event, 'type')) {
    case 'message_start':
      return { usage: readUsage(objectField(objectField(event, 'message'), 'usage')) }
    case 'content_block_start':
      return readDelta(objectField(event, 'content_block'))
    case 'content_block_delta':
      return readDelta(objectField(event, 'delta'))
    case 'message_delta':
      return { usage: readUsage(objectField(event, 'usage')), ...readEnd(objectField(event, 'delta')) }
    case 'message_stop':
      return { isLast: true }
    case 'error':
      throw readRefusal({ status: null, body: event, key: null })
    default:
      // `ping`, `content_block_stop`, and what may come: new kinds of events are to be passed over.
      return {}
  }
}

function parseEvent(data: string): JsonObject {
  try {
    const event: unknown = JSON.parse(data)
    if (isJsonObject(event)) return event
  } catch {
    // Said below.
  }
  const message = "The server sent something else than Anthropic's API says. Check its address."
  throw new AppError('UPSTREAM_INVALID', message, { details: { reason: 'unreadable' } })
}

/** `text`, `text_delta`, `thinking` and `thinking_delta`; signatures and tools are none of ours. */
function readDelta(delta: JsonObject): CompletionPiece {
  return { text: stringField(delta, 'text') ?? '', reasoning: stringField(delta, 'thinking') ?? '' }
}

/** What was read from or written to the cache is no part of `input_tokens`. */
function readUsage(usage: JsonObject): ToldUsage {
  const input = countField(usage, 'input_tokens')
  const cached = countField(usage, 'cache_read_input_tokens') ?? 0
  const written = countField(usage, 'cache_creation_input_tokens') ?? 0
  const output = countField(usage, 'output_tokens')
  return {
    ...(input !== null && { promptTokens: input + cached + written, cachedTokens: cached }),
    ...(output !== null && { completionTokens: output }),
  }
}

function readEnd(delta: JsonObject): CompletionPiece {
  switch (stringField(delta, 'stop_reason')) {
    case null:
      return {}
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return { finishReason: 'length' }
    case 'refusal':
      throw new AppError('UPSTREAM_REFUSED', 'The model refused to answer.', {
        details: { reason: 'filtered' },
      })
    default:
      return { finishReason: 'stop' }
  }
}
