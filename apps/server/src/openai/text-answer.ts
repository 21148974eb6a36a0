import type {
  CompletionFinishReason,
  TextCompletion,
  TextCompletionChunk,
  TextLogprobs,
  Usage,
} from '@trialogue/contract'
import type { GenerateRequest } from '@trialogue/inference'
import type { Answer, AnswerHead } from './answer.ts'
import { countUsage } from './count-usage.ts'
import type { ChoiceEvent } from './generate-choices.ts'
import { joinLogprobs, TextLogprobWriter } from './text-logprobs.ts'

export interface TextAnswerOptions {
  readonly head: AnswerHead
  /** What each choice continues. */
  readonly prompts: readonly GenerateRequest['prompt'][]
  readonly choicesPerPrompt: number
  readonly echo: boolean
  readonly withLogprobs: boolean
  /** False for `max_tokens: 0`: the one token that was made is not told. */
  readonly writes: boolean
  readonly includeUsage: boolean
}

interface Choice {
  readonly index: number
  readonly prompt: GenerateRequest['prompt']
  writer: TextLogprobWriter
  text: string
  logprobs: TextLogprobs[]
  finishReason: CompletionFinishReason
  usage: Usage
}

/** The answer to a completion request. */
export class TextAnswer implements Answer {
  readonly #options: TextAnswerOptions
  readonly #choices: Choice[]

  constructor(options: TextAnswerOptions) {
    this.#options = options
    this.#choices = options.prompts.map((prompt, index) => ({
      index,
      prompt,
      writer: new TextLogprobWriter(),
      text: '',
      logprobs: [],
      finishReason: 'stop',
      usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0 },
    }))
  }

  take(index: number, event: ChoiceEvent): TextCompletionChunk[] {
    const choice = this.#choices[index]
    if (choice === undefined) return []
    switch (event.type) {
      case 'input':
        // For the second time where a server broke off: it begins again.
        Object.assign(choice, { writer: new TextLogprobWriter(), text: '', logprobs: [] })
        return this.#options.echo ? [this.#echo(choice, event)] : []
      case 'text': {
        if (!this.#options.writes) return []
        return [this.#add(choice, event.text, choice.writer.take(event.logprobs, event.text))]
      }
      case 'finished':
        return [this.#finish(choice, event)]
      default:
        return event satisfies never
    }
  }

  usageChunk(): TextCompletionChunk | null {
    if (!this.#options.includeUsage) return null
    return { ...this.#options.head, object: 'text_completion', choices: [], usage: this.#usage() }
  }

  body(): TextCompletion {
    return {
      ...this.#options.head,
      object: 'text_completion',
      choices: this.#choices.map(({ index, text, logprobs, finishReason }) => ({
        index,
        text,
        logprobs: this.#options.withLogprobs ? joinLogprobs(logprobs) : null,
        finish_reason: finishReason,
      })),
      usage: this.#usage(),
    }
  }

  #echo(choice: Choice, { modelInput, promptLogprobs }: Extract<ChoiceEvent, { type: 'input' }>) {
    const text = choice.prompt.form === 'text' ? choice.prompt.text : modelInput
    return this.#add(choice, text, choice.writer.takePrompt(promptLogprobs ?? [], modelInput, text))
  }

  #add(choice: Choice, text: string, logprobs: TextLogprobs): TextCompletionChunk {
    choice.text += text
    choice.logprobs.push(logprobs)
    return this.#chunk(choice.index, text, this.#options.withLogprobs ? logprobs : null, null)
  }

  #finish(choice: Choice, event: Extract<ChoiceEvent, { type: 'finished' }>): TextCompletionChunk {
    choice.finishReason = this.#options.writes ? event.finishReason : 'length'
    choice.usage = this.#options.writes ? event.usage : { ...event.usage, completionTokens: 0 }
    return this.#chunk(choice.index, '', null, choice.finishReason)
  }

  #chunk(
    index: number,
    text: string,
    logprobs: TextLogprobs | null,
    finishReason: CompletionFinishReason | null,
  ): TextCompletionChunk {
    return {
      ...this.#options.head,
      object: 'text_completion',
      choices: [{ index, text, logprobs, finish_reason: finishReason }],
      ...(this.#options.includeUsage ? { usage: null } : {}),
    }
  }

  #usage() {
    const usages = this.#choices.map(({ usage }) => usage)
    return countUsage(usages, this.#options.choicesPerPrompt)
  }
}
