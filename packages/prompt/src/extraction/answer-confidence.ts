import type { TokenLogprob } from '@trialogue/contract'
import type { LocatedAnswer } from './located-answer.ts'

/**
 * How sure a model was of its answer (Wang & Zhou 2024, arXiv 2402.10200): the gap between the probabilities of the two
 * likeliest tokens, on average over the tokens of the answer; 0–1. Null where the tokens were not recorded.
 */
export function answerConfidence(
  text: string,
  { from, to }: LocatedAnswer,
  tokens: readonly TokenLogprob[],
): number | null {
  const gaps = tokensWithin(text, from, to, tokens).map(gapOf)
  const known = gaps.filter((gap) => gap !== null)
  return known.length === 0 ? null : known.reduce((sum, gap) => sum + gap, 0) / known.length
}

function gapOf({ alternatives: [first, second] }: TokenLogprob): number | null {
  return first === undefined || second === undefined
    ? null
    : Math.exp(first.logprob) - Math.exp(second.logprob)
}

/** The tokens that wrote the characters from `from` up to `to`. Counted in bytes: a token may be a part of a character. */
function tokensWithin(
  text: string,
  from: number,
  to: number,
  tokens: readonly TokenLogprob[],
): TokenLogprob[] {
  // Some tokenizers put a space before every text, which the first token has and the text has not.
  const isSpaceDropped = tokens[0]?.text.startsWith(' ') === true && !text.startsWith(' ')
  let end = isSpaceDropped ? -1 : 0
  const [firstByte, lastByte] = [countBytes(text.slice(0, from)), countBytes(text.slice(0, to))]
  return tokens.filter((token) => {
    const start = end
    end += bytesOfToken(token)
    return start < lastByte && end > firstByte
  })
}

/** Bytes that are no character of their own are spelled `<0xE4>`. */
function bytesOfToken({ text }: TokenLogprob): number {
  return /^(?:<0x[0-9A-F]{2}>)+$/.test(text) ? text.length / '<0xE4>'.length : countBytes(text)
}

/** In UTF-8. */
function countBytes(text: string): number {
  let count = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return count
}
