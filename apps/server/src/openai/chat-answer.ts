import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatTokenLogprob,
  CompletionFinishReason,
  TokenLogprob,
  Usage,
} from '@trialogue/contract'
import type { Answer, AnswerHead } from './answer.ts'
import { countUsage } from './count-usage.ts'
import type { ChoiceEvent } from './generate-choices.ts'
import { toChatToken } from './token-logprob.ts'

export interface ChatAnswerOptions {
  readonly head: AnswerHead
  readonly choiceCount: number
  readonly withLogprobs: boolean
  readonly includeUsage: boolean
}

interface Choice {
  text: string
  logprobs: ChatTokenLogprob[]
  finishReason: CompletionFinishReason
  usage: Usage
}

type ChunkChoice = ChatCompletionChunk['choices'][number]

/** The answer to a chat request. */
export class ChatAnswer implements Answer {
  readonly #options: ChatAnswerOptions
  readonly #choices: Choice[]

  constructor(options: ChatAnswerOptions) {
    this.#options = options
    this.#choices = Array.from({ length: options.choiceCount }, () => ({
      text: '',
      logprobs: [],
      finishReason: 'stop',
      usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0 },
    }))
  }

  take(index: number, event: ChoiceEvent): ChatCompletionChunk[] {
    const choice = this.#choices[index]
    if (choice === undefined) return []
    switch (event.type) {
      case 'input':
        // For the second time where a server broke off: it begins again.
        Object.assign(choice, { text: '', logprobs: [] })
        return [this.#chunk({ index, delta: { role: 'assistant', content: '' } })]
      case 'text': {
        const logprobs = event.logprobs.map(toChatTokenLogprob)
        choice.text += event.text
        choice.logprobs.push(...logprobs)
        return [this.#chunk({ index, delta: { content: event.text }, logprobs: this.#logprobs(logprobs) })]
      }
      case 'finished': {
        const { finishReason, usage } = event
        Object.assign(choice, { finishReason, usage })
        return [this.#chunk({ index, delta: {}, finish_reason: finishReason })]
      }
      default:
        return event satisfies never
    }
  }

  usageChunk(): ChatCompletionChunk | null {
    if (!this.#options.includeUsage) return null
    return { ...this.#options.head, object: 'chat.completion.chunk', choices: [], usage: this.#usage() }
  }

  body(): ChatCompletion {
    return {
      ...this.#options.head,
      object: 'chat.completion',
      choices: this.#choices.map(({ text, logprobs, finishReason }, index) => ({
        index,
        message: { role: 'assistant', content: text, refusal: null },
        logprobs: this.#logprobs(logprobs),
        finish_reason: finishReason,
      })),
      usage: this.#usage(),
    }
  }

  #chunk({
    index,
    delta,
    logprobs = null,
    finish_reason = null,
  }: Pick<ChunkChoice, 'index' | 'delta'> & Partial<ChunkChoice>): ChatCompletionChunk {
    return {
      ...this.#options.head,
      object: 'chat.completion.chunk',
      choices: [{ index, delta, logprobs, finish_reason }],
      ...(this.#options.includeUsage ? { usage: null } : {}),
    }
  }

  #logprobs(content: ChatTokenLogprob[]) {
    return this.#options.withLogprobs ? { content, refusal: null } : null
  }

  #usage() {
    const usages = this.#choices.map(({ usage }) => usage)
    return countUsage(usages, usages.length)
  }
}

function toChatTokenLogprob(token: TokenLogprob): ChatTokenLogprob {
  return { ...toChatToken(token), top_logprobs: token.alternatives.map(toChatToken) }
}
