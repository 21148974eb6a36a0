import { AppError, type EnginePrompt, type Model, type TextCompletionRequest } from '@trialogue/contract'
import type { GenerateRequest } from '@trialogue/inference'
import { readSampling } from './read-sampling.ts'
import { requireLogprobs } from './require-logprobs.ts'

/** OpenAI's default for this endpoint. */
const defaultMaxTokens = 16

/**
 * The generations that a completion request asks for: all choices of the first prompt, then those of the next. A
 * request for no token asks for one, which is not shown: a model says nothing of a prompt without reading on.
 */
export function textGenerations(
  request: TextCompletionRequest,
  model: Model,
  drawSeed: () => number,
): GenerateRequest[] {
  if (!model.capabilities.completion) throw notForText(model)
  const asked = Math.max(1, request.max_tokens ?? defaultMaxTokens)
  const maxTokens = Math.min(asked, model.contextLength)
  const { parameters, seeds } = readSampling(request, { maxTokens, drawSeed })
  const topLogprobs = request.logprobs ?? null
  const promptLogprobs = request.echo === true && topLogprobs !== null
  if (topLogprobs !== null)
    requireLogprobs(model, promptLogprobs ? ['logprobs', 'promptLogprobs'] : undefined)
  return readPrompts(request.prompt).flatMap((prompt) =>
    seeds.map((seed) => ({ modelId: model.id, prompt, parameters, seed, topLogprobs, promptLogprobs })),
  )
}

function readPrompts(prompt: TextCompletionRequest['prompt']): EnginePrompt[] {
  if (typeof prompt === 'string') return [{ form: 'text', text: prompt }]
  if (isTokenIds(prompt)) return [{ form: 'tokens', tokenIds: prompt }]
  return prompt.map((one) =>
    typeof one === 'string' ? { form: 'text', text: one } : { form: 'tokens', tokenIds: one },
  )
}

function isTokenIds(prompt: readonly (string | number | number[])[]): prompt is number[] {
  return typeof prompt[0] === 'number'
}

function notForText({ id }: Model): AppError {
  const message = `${id} cannot continue a text. Send messages to /v1/chat/completions.`
  return new AppError('INVALID_REQUEST', message, { details: { param: 'model', code: 'unsupported_model' } })
}
