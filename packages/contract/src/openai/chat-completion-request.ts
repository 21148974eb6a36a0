import { z } from 'zod'
import { chatMessageSchema } from './chat-message.ts'
import { checkStreamOptions, harmless, refuse, requestFields, tokenLimitSchema } from './request-fields.ts'
import { isEmptyList, unsupported } from './unsupported.ts'

const noTools = 'These models call no tools.'
const noReasoningModel = 'No model here is steered by it.'

/** The body of `POST /v1/chat/completions`. */
export const chatCompletionRequestSchema = z
  .strictObject({
    ...requestFields,
    messages: z.array(chatMessageSchema).min(1),
    /** The older name of `max_completion_tokens`. Neither: until the model ends or its context is full. */
    max_tokens: tokenLimitSchema.min(1).nullish(),
    max_completion_tokens: tokenLimitSchema.min(1).nullish(),
    /** As in vLLM: the last message is the assistant's and goes on, instead of being answered. */
    continue_final_message: z.boolean().nullish(),
    /** As in vLLM, where it must be false to go on with a message; anything else would leave no place to write. */
    add_generation_prompt: z.boolean().nullish(),
    /** As in vLLM: turns the model's own thinking on or off, where its chat template heeds that. */
    chat_template_kwargs: z.strictObject({ enable_thinking: z.boolean().nullish() }).nullish(),
    logprobs: z.boolean().nullish(),
    top_logprobs: z.int().min(0).max(20).nullish(),
    response_format: unsupported(
      'The form of an answer cannot be enforced: only {"type":"text"} is taken. Ask for JSON in the prompt.',
      (format) => typeof format === 'object' && format !== null && 'type' in format && format.type === 'text',
    ),
    tools: unsupported(noTools, isEmptyList),
    tool_choice: unsupported(noTools, (choice) => choice === 'none' || choice === 'auto'),
    functions: unsupported(noTools, isEmptyList),
    function_call: unsupported(noTools, (choice) => choice === 'none' || choice === 'auto'),
    modalities: unsupported(
      'These models write only text.',
      (kinds) => Array.isArray(kinds) && kinds.every((kind) => kind === 'text'),
    ),
    audio: unsupported('These models write only text.'),
    reasoning_effort: unsupported(noReasoningModel, (effort) => effort === 'none'),
    verbosity: unsupported(noReasoningModel),
    moderation: unsupported('Nothing is moderated here.'),
    web_search_options: unsupported('These models search nothing.'),
    metadata: harmless,
    parallel_tool_calls: harmless,
    prediction: harmless,
    prompt_cache_key: harmless,
    prompt_cache_options: harmless,
    prompt_cache_retention: harmless,
    safety_identifier: harmless,
    service_tier: harmless,
    store: harmless,
  })
  .superRefine((request, context) => {
    checkStreamOptions(request, context)
    if (typeof request.top_logprobs === 'number' && request.logprobs !== true)
      refuse(context, 'top_logprobs', '`top_logprobs` goes only with `logprobs: true`.')
    checkContinuation(request, context)
    const { max_tokens: older, max_completion_tokens: newer } = request
    if (typeof older === 'number' && typeof newer === 'number' && older !== newer)
      refuse(context, 'max_tokens', '`max_tokens` and `max_completion_tokens` differ: send one of them.')
  })
export type ChatCompletionRequest = z.infer<typeof chatCompletionRequestSchema>

function checkContinuation(
  request: Pick<z.infer<typeof chatCompletionRequestSchema>, 'messages' | 'continue_final_message'> & {
    add_generation_prompt?: boolean | null | undefined
  },
  context: z.RefinementCtx,
): void {
  const { messages, continue_final_message: goesOn, add_generation_prompt: opensTurn } = request
  if (goesOn === true) {
    if (opensTurn === true)
      refuse(context, 'add_generation_prompt', 'It must be false where the last message goes on.')
    if (messages.length < 2 || messages.at(-1)?.role !== 'assistant')
      refuse(
        context,
        'continue_final_message',
        'Only a last message of the assistant, behind others, can go on.',
      )
  } else if (opensTurn === false) {
    refuse(context, 'add_generation_prompt', 'It can be false only with `continue_final_message: true`.')
  }
}
