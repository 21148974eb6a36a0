import { z } from 'zod'
import { checkStreamOptions, maxChoices, refuse, requestFields, tokenLimitSchema } from './request-fields.ts'
import { unsupported } from './unsupported.ts'

const tokenIdsSchema = z.array(z.int().min(0)).min(1)

/** One prompt or several, each a text or token ids that are read as they are. */
const promptSchema = z.union(
  [
    z.string(),
    z.array(z.string()).min(1).max(maxChoices),
    tokenIdsSchema,
    z.array(tokenIdsSchema).min(1).max(maxChoices),
  ],
  { error: `\`prompt\` is a text, a list of token ids, or a list of up to ${maxChoices} of either.` },
)

/** The body of `POST /v1/completions`. */
export const textCompletionRequestSchema = z
  .strictObject({
    ...requestFields,
    prompt: promptSchema,
    /** OpenAI's default is 16. 0 writes nothing: with `echo` and `logprobs` it scores the prompt. */
    max_tokens: tokenLimitSchema.nullish(),
    echo: z.boolean().nullish(),
    /** Likeliest alternatives told for each token. */
    logprobs: z.int().min(0).max(20).nullish(),
    best_of: z.int().min(1).nullish(),
    suffix: unsupported('These models only continue a text; they fill no gap.', (suffix) => suffix === ''),
  })
  .superRefine((request, context) => {
    checkStreamOptions(request, context)
    const n = request.n ?? 1
    if (typeof request.best_of === 'number' && request.best_of !== n)
      refuse(context, 'best_of', 'All completions are returned, none is chosen: `best_of` must equal `n`.')
    if (promptCount(request.prompt) * n > maxChoices)
      refuse(context, 'n', `One request makes at most ${maxChoices} completions: prompts × \`n\`.`)
  })
export type TextCompletionRequest = z.infer<typeof textCompletionRequestSchema>

function promptCount(prompt: z.infer<typeof promptSchema>): number {
  return typeof prompt === 'string' || typeof prompt[0] === 'number' ? 1 : prompt.length
}
