import type { EndpointModel, ModelCapabilities } from '@trialogue/contract'
import { defaultDialect } from '../../endpoints/default-dialect.ts'
import type { EndpointCall, EndpointProtocol } from '../../endpoints/endpoint-protocol.ts'
import { checkPrefix, requireChat } from '../../endpoints/refuse-prompt.ts'
import type { GenerateRequest } from '../../generate.ts'
import { countField, type JsonObject, objectsField, stringField } from '../../json-object.ts'
import { readContentEvent } from './read-content-event.ts'

/** What Gemini takes. */
const mostStops = 5

/** Google's Gemini API. https://ai.google.dev/api/generate-content */
export const geminiProtocol: EndpointProtocol = {
  api: 'gemini',
  capabilities: {
    chat: true,
    completion: false,
    logprobs: false,
    promptLogprobs: false,
    tokens: false,
    assistantPrefix: false,
    unsupported: ['minP', 'repetitionPenalty', 'exact'],
    thinking: false,
    forcedTokens: false,
  },
  dialect: defaultDialect,
  modelsPath: '/models?pageSize=1000',
  headers: (key): Record<string, string> => (key === null ? {} : { 'x-goog-api-key': key }),
  plan: planContent,
  readModels: (list) =>
    objectsField(list, 'models').flatMap((model) => {
      const name = stringField(model, 'name')?.replace(/^models\//, '') ?? ''
      const methods = model['supportedGenerationMethods']
      const writes = !Array.isArray(methods) || methods.includes('generateContent')
      return name === '' || !writes ? [] : [{ name, contextLength: countField(model, 'inputTokenLimit') }]
    }),
}

function planContent(
  { prompt, parameters, seed, topLogprobs }: GenerateRequest,
  model: EndpointModel,
  capabilities: ModelCapabilities,
): EndpointCall {
  const chat = requireChat(prompt)
  checkPrefix(chat.assistantPrefix, capabilities)
  const system = chat.messages
    .filter(({ role }) => role === 'system')
    .map(({ content }) => ({ text: content }))
  const turns = [
    ...chat.messages.filter(({ role }) => role !== 'system'),
    ...(chat.assistantPrefix === '' ? [] : [{ role: 'assistant', content: chat.assistantPrefix }]),
  ]
  const asked = {
    ...(system.length > 0 && { systemInstruction: { parts: system } }),
    contents: turns.map(({ role, content }) => ({
      role: role === 'assistant' ? 'model' : 'user',
      parts: [{ text: content }],
    })),
  }
  const generationConfig = {
    ...samplingFields(parameters, seed, capabilities),
    ...(topLogprobs !== null && capabilities.logprobs && { responseLogprobs: true, logprobs: topLogprobs }),
    ...(chat.thinking !== undefined && capabilities.thinking && { thinkingConfig: thinking(chat.thinking) }),
  }
  return {
    path: `/models/${encodeURIComponent(model.name)}:streamGenerateContent?alt=sse`,
    body: { ...asked, generationConfig },
    modelInput: JSON.stringify(asked, null, 2),
    tellsInput: false,
    read: readContentEvent,
  }
}

function samplingFields(
  { temperature, topP, topK, maxTokens, stop }: GenerateRequest['parameters'],
  seed: number,
  { unsupported }: ModelCapabilities,
): JsonObject {
  return {
    candidateCount: 1,
    maxOutputTokens: maxTokens,
    ...(!unsupported.includes('temperature') && { temperature }),
    ...(!unsupported.includes('topP') && { topP }),
    ...(topK !== null && !unsupported.includes('topK') && { topK }),
    // A signed number of 32 bits there.
    ...(!unsupported.includes('seed') && { seed: seed | 0 }),
    ...(stop.length > 0 && { stopSequences: stop.slice(0, mostStops) }),
  }
}

/** −1 leaves it to the model how long it thinks. */
function thinking(isOn: boolean): JsonObject {
  return isOn ? { includeThoughts: true, thinkingBudget: -1 } : { thinkingBudget: 0 }
}
