import { z } from 'zod'

/** A model as `GET /v1/models/{id}` shows it; `created` is in seconds since 1970. */
export const openAiModelSchema = z.strictObject({
  id: z.string(),
  object: z.literal('model'),
  created: z.int().nonnegative(),
  owned_by: z.string(),
})
export type OpenAiModel = z.infer<typeof openAiModelSchema>

export const openAiModelListSchema = z.strictObject({
  object: z.literal('list'),
  data: z.array(openAiModelSchema),
})
