import { countField, type JsonObject, objectField, stringField } from '../../json-object.ts'

/** What a server tells of itself beside OpenAI's API. */
export interface ServerFacts {
  readonly software: 'ollama' | 'llama.cpp' | null
  readonly contextLength: number | null
}

type Ask = (method: 'GET' | 'POST', path: string, body?: JsonObject) => Promise<JsonObject>

/**
 * Asks as Ollama and as llama.cpp understand it; other servers have nothing there. `ask` goes to the server's root and
 * gives an empty object for what is refused.
 */
export async function identifyServer(ask: Ask, modelName: string): Promise<ServerFacts> {
  const shown = objectField(await ask('POST', '/api/show', { model: modelName }), 'model_info')
  const architecture = stringField(shown, 'general.architecture')
  if (architecture !== null) {
    return { software: 'ollama', contextLength: countField(shown, `${architecture}.context_length`) }
  }
  const settings = objectField(await ask('GET', '/props'), 'default_generation_settings')
  const contextLength = countField(settings, 'n_ctx')
  return { software: contextLength === null ? null : 'llama.cpp', contextLength }
}
