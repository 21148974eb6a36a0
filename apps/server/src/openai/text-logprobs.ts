import type { TextLogprobs } from '@trialogue/contract'
import type { PromptTokenLogprob } from '@trialogue/inference'
import { bytesOfToken, finiteLogprob } from './token-logprob.ts'

/** Gathers what legacy completions tell of the tokens of one choice, and where in its text each of them begins. */
export class TextLogprobWriter {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  #text = ''
  /** UTF-16 units of `#text` before the next token. */
  #position = 0
  /** The same in code points of what is shown; negative while it is in what the tokenizer put before the prompt. */
  #offset = 0

  /** The tokens of an echoed prompt: all of what the model read, of which `prompt` is shown. */
  takePrompt(tokens: readonly PromptTokenLogprob[], modelInput: string, prompt: string): TextLogprobs {
    if (modelInput.endsWith(prompt)) {
      this.#offset = -countCharacters(modelInput.slice(0, modelInput.length - prompt.length))
    }
    return this.take(tokens, modelInput)
  }

  /** The tokens that begin in the text that comes next. */
  take(tokens: readonly PromptTokenLogprob[], text: string): TextLogprobs {
    this.#text += text
    return {
      tokens: tokens.map((token) => token.text),
      token_logprobs: tokens.map(({ logprob }) => (logprob === null ? null : finiteLogprob(logprob))),
      top_logprobs: tokens.map(readAlternatives),
      text_offset: tokens.map((token) => this.#pass(token.text)),
    }
  }

  #pass(token: string): number {
    const begin = Math.max(0, this.#offset)
    const added = this.#decoder.decode(bytesOfToken(token), { stream: true })
    // A special token in a completion shows nothing; of a token before a stop sequence, only a part is shown.
    const rest = this.#text.slice(this.#position)
    if (rest.startsWith(added) || (rest !== '' && added.startsWith(rest))) {
      this.#position += added.length
      this.#offset += countCharacters(added)
    }
    return begin
  }
}

/** The likeliest tokens and always the one that was taken: up to one more than was asked for. */
function readAlternatives({
  text,
  logprob,
  alternatives,
}: PromptTokenLogprob): Record<string, number> | null {
  if (logprob === null) return null
  const entries = [...alternatives, { text, logprob }].map((token): [string, number] => [
    token.text,
    finiteLogprob(token.logprob),
  ])
  // Two tokens may be spelled alike: the likelier one, which comes first, is kept.
  return Object.fromEntries(entries.reverse())
}

function countCharacters(text: string): number {
  return [...text].length
}

/** One list of tokens from several that follow one another. */
export function joinLogprobs(parts: readonly TextLogprobs[]): TextLogprobs {
  return {
    tokens: parts.flatMap(({ tokens }) => tokens),
    token_logprobs: parts.flatMap(({ token_logprobs: values }) => values),
    top_logprobs: parts.flatMap(({ top_logprobs: values }) => values),
    text_offset: parts.flatMap(({ text_offset: values }) => values),
  }
}
