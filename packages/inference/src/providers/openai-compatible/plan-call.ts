import type { EndpointDialect, EndpointModel, ModelCapabilities, Parameters } from '@trialogue/contract'
import type { EndpointCall } from '../../endpoints/endpoint-protocol.ts'
import { checkPrefix, refused } from '../../endpoints/refuse-prompt.ts'
import type { GenerateRequest } from '../../generate.ts'
import type { JsonObject } from '../../json-object.ts'
import { readChunk } from './read-chunk.ts'
import { readScoredPrompt } from './read-scored-prompt.ts'

/** OpenAI's limit; the others are looked for in the text. */
const mostStops = 4

interface Asked {
  readonly request: GenerateRequest
  readonly model: EndpointModel
  readonly capabilities: ModelCapabilities
  readonly dialect: EndpointDialect
}

/** What is sent for a generation: only fields that the model's server is known to take. */
export function planCall(asked: Asked): EndpointCall {
  const { request, capabilities, dialect } = asked
  if ((request.forcedTokenIds ?? []).length > 0) {
    throw refused('A model that runs elsewhere cannot go on from within a text.')
  }
  if (request.promptLogprobs === true && dialect.promptLogprobsForm === null) {
    throw refused('This server does not tell how likely the tokens of a prompt are.')
  }
  const { prompt } = request
  switch (prompt.form) {
    case 'tokens':
      throw refused('A model that runs elsewhere reads texts and messages, no token ids.')
    case 'text': {
      if (!capabilities.completion)
        throw refused('This server does not continue texts. Choose a model that chats.')
      const body = { prompt: prompt.text, ...commonFields(asked, 'max_tokens'), ...textLogprobs(asked) }
      return call('/completions', asked, body, prompt.text)
    }
    case 'chat': {
      if (!capabilities.chat) throw refused('This model has no chat template on its server.')
      if (request.promptLogprobs === true && dialect.promptLogprobsForm === 'echo') {
        throw refused(
          'This server tells how likely the tokens of a prompt are only for texts, not for chats.',
        )
      }
      const messages = [
        ...prompt.messages,
        ...(prompt.assistantPrefix === '' ? [] : [{ role: 'assistant', content: prompt.assistantPrefix }]),
      ]
      const body = {
        messages,
        ...commonFields(asked, dialect.maxTokensField),
        ...prefixFields(prompt.assistantPrefix, asked),
        ...chatLogprobs(asked),
        ...(prompt.thinking !== undefined && thinkingFields(prompt.thinking, dialect)),
      }
      return call('/chat/completions', asked, body, JSON.stringify(messages, null, 2))
    }
    default:
      return prompt satisfies never
  }
}

function call(path: string, asked: Asked, body: JsonObject, modelInput: string): EndpointCall {
  const { request, model, dialect } = asked
  const isScored = request.promptLogprobs === true
  return {
    ...{ path, body: { model: model.name, ...body }, modelInput },
    tellsInput: isScored || dialect.hasTokenIds,
    read: isScored ? readScoredPrompt : readChunk,
  }
}

/** vLLM takes what is left out from the model's own generation_config.json, llama.cpp has defaults of its own. */
function commonFields({ request, capabilities, dialect }: Asked, maxTokensField: string): JsonObject {
  const { parameters, seed, promptLogprobs = false } = request
  const heeds = (name: keyof Parameters) => !capabilities.unsupported.includes(name)
  const stop = dialect.hasStop ? parameters.stop.slice(0, mostStops) : []
  return {
    [maxTokensField]: parameters.maxTokens,
    ...(heeds('temperature') && { temperature: parameters.temperature }),
    ...(heeds('topP') && { top_p: parameters.topP }),
    ...(heeds('seed') && { seed }),
    ...(heeds('topK') && { top_k: parameters.topK ?? -1 }),
    ...(heeds('minP') && { min_p: parameters.minP }),
    ...(heeds('repetitionPenalty') && { [dialect.repetitionField]: parameters.repetitionPenalty }),
    ...(stop.length > 0 && { stop }),
    // vLLM does not stream the probabilities of a prompt.
    ...(promptLogprobs ? { stream: false } : { stream: true }),
    ...(!promptLogprobs && dialect.hasStreamUsage && { stream_options: { include_usage: true } }),
    ...(dialect.hasTokenIds && { return_token_ids: true }),
  }
}

function prefixFields(prefix: string, { capabilities, dialect }: Asked): JsonObject {
  checkPrefix(prefix, capabilities)
  const isFlagged = prefix !== '' && dialect.prefixForm === 'flags'
  return isFlagged ? { add_generation_prompt: false, continue_final_message: true } : {}
}

function chatLogprobs({ request, capabilities, dialect }: Asked): JsonObject {
  const { topLogprobs, promptLogprobs = false } = request
  return {
    ...(topLogprobs !== null && capabilities.logprobs && { logprobs: true, top_logprobs: topLogprobs }),
    ...(promptLogprobs && { prompt_logprobs: promptScores(topLogprobs, dialect) }),
  }
}

/** Without ids nobody could tell which of several tokens was the one that was read. */
function promptScores(topLogprobs: number | null, { hasTokenIds }: EndpointDialect): number {
  return hasTokenIds ? (topLogprobs ?? 0) : 0
}

function textLogprobs({ request, capabilities, dialect }: Asked): JsonObject {
  const { topLogprobs, promptLogprobs = false } = request
  const scores = topLogprobs ?? 0
  const isEcho = promptLogprobs && dialect.promptLogprobsForm === 'echo'
  return {
    ...(((topLogprobs !== null && capabilities.logprobs) || isEcho) && { logprobs: scores }),
    ...(isEcho && { echo: true }),
    ...(promptLogprobs && !isEcho && { prompt_logprobs: promptScores(topLogprobs, dialect) }),
  }
}

function thinkingFields(isOn: boolean, { thinkingSwitch }: EndpointDialect): JsonObject {
  switch (thinkingSwitch) {
    case null:
      return {}
    case 'template':
      return { chat_template_kwargs: { enable_thinking: isOn } }
    case 'effort':
      return { reasoning_effort: isOn ? 'medium' : 'none' }
    default:
      return thinkingSwitch satisfies never
  }
}
