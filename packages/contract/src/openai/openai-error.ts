import { z } from 'zod'

export const openAiErrorTypeSchema = z.enum([
  'invalid_request_error',
  'permission_error',
  'rate_limit_error',
  'server_error',
])
export type OpenAiErrorType = z.infer<typeof openAiErrorTypeSchema>

/** The body of every answer under `/v1` with a status of 400 or more; within a stream, its last event. */
export const openAiErrorBodySchema = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    type: openAiErrorTypeSchema,
    /** The field at fault, `messages[0].content`. */
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
})
export type OpenAiErrorBody = z.infer<typeof openAiErrorBodySchema>
