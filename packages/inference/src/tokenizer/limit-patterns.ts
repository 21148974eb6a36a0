import type { Tokenizer } from '@huggingface/tokenizers'
import { isJsonObject, type JsonObject } from '../json-object.ts'
import { runWithin } from './run-within.ts'

/** For all that the patterns do with one text. They need milliseconds, or try everything and never end. */
const LIMIT_MS = 2_000

/**
 * Stops the regular expressions that came with a tokenizer.json when they take too long, with the error that `timedOut`
 * makes. Returns what is to be called before each text. All else that a tokenizer does always ends, if late.
 */
export function limitPatterns(tokenizer: Tokenizer, file: JsonObject, timedOut: () => Error): () => void {
  let leftMs = LIMIT_MS
  const within = <Result>(work: () => Result): Result => {
    const startedAt = performance.now()
    try {
      return runWithin(leftMs, work, timedOut)
    } finally {
      leftMs -= performance.now() - startedAt
    }
  }
  const { normalizer, pre_tokenizer: splitter } = tokenizer
  if (normalizer !== null && holdsPattern(file['normalizer'])) {
    const normalize = normalizer._call.bind(normalizer)
    normalizer._call = (text: string) => within(() => normalize(text))
  }
  if (splitter !== null && holdsPattern(file['pre_tokenizer'])) {
    const split = splitter._call.bind(splitter)
    splitter._call = (text: string, options: unknown) => within(() => split(text, options))
  }
  return () => {
    leftMs = LIMIT_MS
  }
}

/** Whether a part of a tokenizer.json has a regular expression somewhere. */
function holdsPattern(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(holdsPattern)
  return isJsonObject(part) && ('Regex' in part || Object.values(part).some(holdsPattern))
}
