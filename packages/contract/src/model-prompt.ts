import { z } from 'zod'

export const messageRoleSchema = z.enum(['system', 'user', 'assistant'])
export type MessageRole = z.infer<typeof messageRoleSchema>
export const messageSchema = z.strictObject({ role: messageRoleSchema, content: z.string() })
export type Message = z.infer<typeof messageSchema>

/**
 * A rendered prompt: what is handed to a model. `text` is continued as it is (after the tokenizer's own opening token);
 * `chat` goes through the model's chat template, and `assistantPrefix` opens the assistant's turn for it. `thinking`
 * turns the model's own thinking on or off by way of that template; without it, the template does as it likes.
 */
export const modelPromptSchema = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('text'), text: z.string() }),
  z.strictObject({
    form: z.literal('chat'),
    messages: z.array(messageSchema).min(1),
    assistantPrefix: z.string(),
    thinking: z.boolean().optional(),
  }),
])
export type ModelPrompt = z.infer<typeof modelPromptSchema>

/** What a model can be asked to read: a rendered prompt, or token ids that are read as they are, with nothing before them. */
export const enginePromptSchema = z.discriminatedUnion('form', [
  ...modelPromptSchema.options,
  z.strictObject({ form: z.literal('tokens'), tokenIds: z.array(z.int().nonnegative()).readonly() }),
])
export type EnginePrompt = z.infer<typeof enginePromptSchema>
