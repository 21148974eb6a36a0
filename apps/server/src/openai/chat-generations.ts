import {
  AppError,
  type ChatCompletionRequest,
  type Message,
  type Model,
  type ModelPrompt,
} from '@trialogue/contract'
import type { GenerateRequest } from '@trialogue/inference'
import { readSampling } from './read-sampling.ts'
import { requireLogprobs } from './require-logprobs.ts'

type ChatMessage = ChatCompletionRequest['messages'][number]

/**
 * The generations that a chat request asks for, one for each choice. Throws INVALID_REQUEST for a base model, and for one
 * that cannot go on with a message.
 */
export function chatGenerations(
  request: ChatCompletionRequest,
  model: Model,
  drawSeed: () => number,
): GenerateRequest[] {
  if (!model.capabilities.chat) throw notForChat(model)
  if (request.logprobs === true) requireLogprobs(model)
  const asked = request.max_completion_tokens ?? request.max_tokens ?? model.contextLength
  const maxTokens = Math.min(asked, model.contextLength)
  const { parameters, seeds } = readSampling(request, { maxTokens, drawSeed })
  const prompt = toPrompt(request, model)
  return seeds.map((seed) => ({
    modelId: model.id,
    prompt,
    parameters,
    seed,
    topLogprobs: request.logprobs === true ? (request.top_logprobs ?? 0) : null,
  }))
}

function toPrompt(request: ChatCompletionRequest, model: Model): ModelPrompt {
  const messages = request.messages.map(toMessage)
  const thinking = request.chat_template_kwargs?.enable_thinking
  const chat = { form: 'chat' as const, ...(typeof thinking === 'boolean' ? { thinking } : {}) }
  if (request.continue_final_message !== true) return { ...chat, messages, assistantPrefix: '' }
  if (!model.capabilities.assistantPrefix) throw notToContinue(model)
  return { ...chat, messages: messages.slice(0, -1), assistantPrefix: messages.at(-1)?.content ?? '' }
}

function toMessage({ role, content }: ChatMessage): Message {
  return {
    role: role === 'developer' ? 'system' : role,
    content: typeof content === 'string' ? content : content.map(({ text }) => text).join('\n'),
  }
}

function notForChat({ id }: Model): AppError {
  const message =
    `${id} is a base model: it has no chat template and continues text. ` +
    'Send the text to /v1/completions, or choose an instruction- or dialog-tuned model.'
  return new AppError('INVALID_REQUEST', message, { details: { param: 'model', code: 'unsupported_model' } })
}

function notToContinue({ id }: Model): AppError {
  const message = `${id} cannot go on with a message of its own. Send one of the user last.`
  return new AppError('INVALID_REQUEST', message, {
    details: { param: 'continue_final_message', code: 'unsupported_parameter' },
  })
}
