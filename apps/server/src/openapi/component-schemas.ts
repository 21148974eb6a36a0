import {
  chatCompletionChunkSchema,
  chatCompletionRequestSchema,
  chatCompletionSchema,
  divergenceSchema,
  draftSchema,
  errorBodySchema,
  generationSchema,
  jsonValueSchema,
  modelSchema,
  numberedRunEventSchema,
  openAiErrorBodySchema,
  openAiModelSchema,
  parametersSchema,
  previewSchema,
  promptBodySchema,
  promptContentSchema,
  promptLossSchema,
  promptSchema,
  promptVersionSchema,
  reasoningSchema,
  runRequestSchema,
  runSchema,
  textCompletionChunkSchema,
  textCompletionRequestSchema,
  textCompletionSchema,
  verificationSchema,
} from '@trialogue/contract'
import { z } from 'zod'

/** The schemas that the OpenAPI document names; all others are written out where they are used. */
export function componentSchemas() {
  const registry = z.registry<{ id: string }>()
  const named = {
    // Refers to itself, and only a named schema can.
    JsonValue: jsonValueSchema,
    Error: errorBodySchema,
    Model: modelSchema,
    Parameters: parametersSchema,
    Reasoning: reasoningSchema,
    PromptBody: promptBodySchema,
    PromptContent: promptContentSchema,
    Prompt: promptSchema,
    Draft: draftSchema,
    PromptVersion: promptVersionSchema,
    RunRequest: runRequestSchema,
    Run: runSchema,
    Generation: generationSchema,
    RunEvent: numberedRunEventSchema,
    Preview: previewSchema,
    PromptLoss: promptLossSchema,
    Divergence: divergenceSchema,
    OpenAiError: openAiErrorBodySchema,
    OpenAiModel: openAiModelSchema,
    ChatCompletionRequest: chatCompletionRequestSchema,
    ChatCompletion: chatCompletionSchema,
    ChatCompletionChunk: chatCompletionChunkSchema,
    TextCompletionRequest: textCompletionRequestSchema,
    TextCompletion: textCompletionSchema,
    TextCompletionChunk: textCompletionChunkSchema,
    Verification: verificationSchema,
  }
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id })
  return registry
}
