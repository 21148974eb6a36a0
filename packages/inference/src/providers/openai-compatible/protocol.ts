import type { ModelCapabilities } from '@trialogue/contract'
import { defaultDialect } from '../../endpoints/default-dialect.ts'
import type { EndpointProtocol } from '../../endpoints/endpoint-protocol.ts'
import { countField, type JsonObject, objectField, objectsField, stringField } from '../../json-object.ts'
import { planCall } from './plan-call.ts'

const capabilities: ModelCapabilities = {
  chat: true,
  completion: true,
  logprobs: false,
  promptLogprobs: false,
  tokens: false,
  assistantPrefix: false,
  unsupported: ['topK', 'minP', 'repetitionPenalty', 'exact'],
  thinking: false,
  forcedTokens: false,
}

/** OpenAI's API, as vLLM, llama.cpp, Ollama, LM Studio and most clouds speak it. */
export const openAiProtocol: EndpointProtocol = {
  api: 'openai',
  capabilities,
  dialect: defaultDialect,
  modelsPath: '/models',
  headers: (key): Record<string, string> => (key === null ? {} : { authorization: `Bearer ${key}` }),
  plan: (request, model, capabilities) =>
    planCall({ request, model, capabilities, dialect: model.dialect ?? defaultDialect }),
  readModels: (list) =>
    objectsField(list, 'data').flatMap((model) => {
      const name = stringField(model, 'id')
      return name === null || name === '' ? [] : [{ name, contextLength: readContextLength(model) }]
    }),
}

/** vLLM, Groq, OpenRouter, Mistral and llama.cpp, each by a name of its own. */
function readContextLength(model: JsonObject): number | null {
  const meta = objectField(model, 'meta')
  const told = [
    countField(model, 'max_model_len'),
    countField(model, 'context_window'),
    countField(model, 'context_length'),
    countField(model, 'max_context_length'),
    countField(meta, 'n_ctx'),
    countField(meta, 'n_ctx_train'),
  ]
  return told.find((length) => length !== null && length > 0) ?? null
}
