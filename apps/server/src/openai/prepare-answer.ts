import type { ChatCompletionRequest, Model, TextCompletionRequest } from '@trialogue/contract'
import type { GenerateRequest } from '@trialogue/inference'
import type { Answer, AnswerHead } from './answer.ts'
import { ChatAnswer } from './chat-answer.ts'
import { chatGenerations } from './chat-generations.ts'
import { TextAnswer } from './text-answer.ts'
import { textGenerations } from './text-generations.ts'

/** What is to be made, and the answer that takes it: choice i of the answer is generation i. */
export interface PreparedAnswer {
  readonly generations: readonly GenerateRequest[]
  readonly answer: Answer
}

export interface AnswerContext {
  readonly model: Model
  readonly head: AnswerHead
  /** 0 … 2³²−1, for requests without a seed. */
  readonly drawSeed: () => number
}

/** Throws INVALID_REQUEST for a model that has no chat template. */
export function prepareChat(
  request: ChatCompletionRequest,
  { model, head, drawSeed }: AnswerContext,
): PreparedAnswer {
  const generations = chatGenerations(request, model, drawSeed)
  const answer = new ChatAnswer({
    head,
    choiceCount: generations.length,
    withLogprobs: request.logprobs === true,
    includeUsage: request.stream_options?.include_usage === true,
  })
  return { generations, answer }
}

/** Throws INVALID_REQUEST for a model that cannot continue a text. */
export function prepareText(
  request: TextCompletionRequest,
  { model, head, drawSeed }: AnswerContext,
): PreparedAnswer {
  const generations = textGenerations(request, model, drawSeed)
  const answer = new TextAnswer({
    head,
    prompts: generations.map(({ prompt }) => prompt),
    choicesPerPrompt: request.n ?? 1,
    echo: request.echo === true,
    withLogprobs: typeof request.logprobs === 'number',
    writes: request.max_tokens !== 0,
    includeUsage: request.stream_options?.include_usage === true,
  })
  return { generations, answer }
}
