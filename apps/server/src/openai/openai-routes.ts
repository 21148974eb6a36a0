import {
  chatCompletionChunkSchema,
  chatCompletionRequestSchema,
  chatCompletionSchema,
  openAiErrorBodySchema,
  openAiModelListSchema,
  openAiModelSchema,
  textCompletionChunkSchema,
  textCompletionRequestSchema,
  textCompletionSchema,
} from '@trialogue/contract'
import type { FastifySchema } from 'fastify'
import { z } from 'zod'

/** A whole conversation, or a text with many examples. */
const bodyLimit = 8 * 1024 * 1024

const tags = ['openai']
const failures = { '4xx': openAiErrorBodySchema, '5xx': openAiErrorBodySchema }

/** What is checked and written down of the routes under `/v1`. */
export const openAiRoutes = {
  listModels: {
    schema: {
      operationId: 'openAiListModels',
      summary: 'The models that can be asked.',
      tags,
      response: { 200: openAiModelListSchema, ...failures },
    },
  },
  getModel: {
    schema: {
      operationId: 'openAiGetModel',
      summary: 'One model.',
      tags,
      params: z.strictObject({ model: z.string() }),
      response: { 200: openAiModelSchema, ...failures },
    },
  },
  createChatCompletion: {
    bodyLimit,
    schema: {
      operationId: 'openAiCreateChatCompletion',
      summary: 'Answers messages with a model that has a chat template.',
      tags,
      body: chatCompletionRequestSchema,
      response: { 200: completion(chatCompletionSchema, chatCompletionChunkSchema), ...failures },
    },
  },
  createCompletion: {
    bodyLimit,
    schema: {
      operationId: 'openAiCreateCompletion',
      summary: 'Continues a text as it is, with any model.',
      tags,
      body: textCompletionRequestSchema,
      response: { 200: completion(textCompletionSchema, textCompletionChunkSchema), ...failures },
    },
  },
} satisfies Record<string, { bodyLimit?: number; schema: FastifySchema }>

function completion(whole: z.ZodType, chunk: z.ZodType) {
  return {
    description: 'The whole, or with `stream` its chunks as server-sent events and `[DONE]` as the last one.',
    content: { 'application/json': { schema: whole }, 'text/event-stream': { schema: chunk } },
  }
}
