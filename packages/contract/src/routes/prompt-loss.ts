import { promptLossAnswerSchema, promptLossRequestSchema } from '../prompt-loss.ts'
import { defineRoute } from './route.ts'

export const promptLossRoutes = {
  measurePromptLoss: defineRoute({
    method: 'POST',
    path: '/api/prompt-loss',
    summary: 'How likely each variant finds the expected answer of each item, without generating.',
    tag: 'runs',
    body: promptLossRequestSchema,
    response: promptLossAnswerSchema,
  }),
}
