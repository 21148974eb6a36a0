import { z } from 'zod'
import { harmless } from './request-fields.ts'
import { isEmptyList, unsupported } from './unsupported.ts'

const textPartSchema = z.strictObject({
  type: z.literal('text', {
    error: ({ input }) => `Only text can be read, not a part of the type ${nameOf(input)}.`,
  }),
  text: z.string(),
  prompt_cache_breakpoint: harmless,
})

const noTools = 'These models call no tools.'

/**
 * One turn. `developer` is what newer clients call `system`. The fields of an answer are taken where they are empty,
 * so that the message of one answer can be sent back as it is.
 */
export const chatMessageSchema = z.strictObject({
  role: z.enum(['system', 'developer', 'user', 'assistant'], {
    error: ({ input }) =>
      `A message is of the role system, developer, user or assistant, not ${nameOf(input)}.`,
  }),
  /** Parts become one text, a line each. */
  content: z.union([z.string(), z.array(textPartSchema).min(1)], {
    error: 'The content of a message is a text, or a list of text parts.',
  }),
  name: unsupported('The chat templates of these models have no place for names.'),
  refusal: unsupported('A refusal cannot be handed to these models. Send it as the content.'),
  annotations: unsupported('These models know no annotations.', isEmptyList),
  audio: unsupported('Only text can be read.'),
  tool_calls: unsupported(noTools, isEmptyList),
  tool_call_id: unsupported(noTools),
  function_call: unsupported(noTools),
  reasoning: unsupported('Earlier reasoning cannot be handed to these models.'),
  reasoning_content: unsupported('Earlier reasoning cannot be handed to these models.'),
})

/** What was sent in place of a name: short enough for a message. */
function nameOf(input: unknown): string {
  return typeof input === 'string' ? JSON.stringify(input.slice(0, 50)) : `a ${typeof input}`
}
