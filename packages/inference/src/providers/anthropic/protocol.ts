import type { EndpointModel, ModelCapabilities } from '@trialogue/contract'
import { defaultDialect } from '../../endpoints/default-dialect.ts'
import type { EndpointCall, EndpointProtocol } from '../../endpoints/endpoint-protocol.ts'
import { checkPrefix, requireChat } from '../../endpoints/refuse-prompt.ts'
import type { GenerateRequest } from '../../generate.ts'
import { countField, type JsonObject, objectsField, stringField } from '../../json-object.ts'
import { readMessageEvent } from './read-message-event.ts'

/** The least that may be set aside for thinking, in tokens. */
const leastThinking = 1_024

/** Anthropic's Messages API. https://docs.claude.com/en/api/messages */
export const anthropicProtocol: EndpointProtocol = {
  api: 'anthropic',
  capabilities: {
    chat: true,
    completion: false,
    logprobs: false,
    promptLogprobs: false,
    tokens: false,
    assistantPrefix: false,
    unsupported: ['minP', 'repetitionPenalty', 'seed', 'exact'],
    thinking: false,
    forcedTokens: false,
  },
  dialect: defaultDialect,
  modelsPath: '/models?limit=1000',
  headers: (key): Record<string, string> => ({
    'anthropic-version': '2023-06-01',
    ...(key !== null && { 'x-api-key': key }),
  }),
  plan: planMessage,
  readModels: (list) =>
    objectsField(list, 'data').flatMap((model) => {
      const name = stringField(model, 'id')
      return name === null ? [] : [{ name, contextLength: countField(model, 'max_input_tokens') }]
    }),
}

function planMessage(
  { prompt, parameters }: GenerateRequest,
  model: EndpointModel,
  capabilities: ModelCapabilities,
): EndpointCall {
  const { messages, assistantPrefix, thinking } = requireChat(prompt)
  const prefix = assistantPrefix.trimEnd()
  checkPrefix(prefix, capabilities)
  const turns = messages.filter(({ role }) => role !== 'system')
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  const asked = {
    ...(system.length > 0 && { system: system.join('\n\n') }),
    messages: [...turns, ...(prefix === '' ? [] : [{ role: 'assistant', content: prefix }])],
  }
  const thinks = thinking === true && capabilities.thinking
  const body = {
    model: model.name,
    ...asked,
    stream: true,
    ...(thinks ? thinkingFields(parameters.maxTokens) : { max_tokens: parameters.maxTokens }),
    // Newer models take one of temperature and top_p, and none of them while they think.
    ...(!thinks && samplingFields(parameters, capabilities)),
    ...stopFields(parameters.stop),
  }
  return {
    ...{ path: '/messages', body, modelInput: JSON.stringify(asked, null, 2) },
    tellsInput: false,
    read: readMessageEvent,
  }
}

function thinkingFields(maxTokens: number): JsonObject {
  const budget = Math.max(leastThinking, maxTokens)
  return { max_tokens: maxTokens + budget, thinking: { type: 'enabled', budget_tokens: budget } }
}

function samplingFields(
  { temperature, topP, topK }: GenerateRequest['parameters'],
  { unsupported }: ModelCapabilities,
): JsonObject {
  return {
    ...(!unsupported.includes('temperature') && { temperature }),
    ...(topP !== 1 && !unsupported.includes('topP') && { top_p: topP }),
    ...(topK !== null && !unsupported.includes('topK') && { top_k: topK }),
  }
}

/** Sequences of blanks are refused; those are looked for here. */
function stopFields(stop: readonly string[]): JsonObject {
  const sequences = stop.filter((text) => text.trim() !== '')
  return sequences.length === 0 ? {} : { stop_sequences: sequences }
}
