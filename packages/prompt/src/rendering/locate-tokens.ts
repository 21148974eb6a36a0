import type { InputToken } from '@trialogue/contract'

/** Bytes that are no character of their own, as an engine spells them in a token's text. */
const spelledBytes = /^(?:<0x[0-9A-F]{2}>)+$/

/** A token that is not where it should be is looked for this far ahead, in UTF-16 units. */
const reach = 64

/** Where in the text each of its tokens begins, in UTF-16 units; tokens of one character begin together. */
export function locateTokens(text: string, tokens: readonly InputToken[]): number[] {
  let at = 0
  /** Of the character at `at`: the bytes that its next tokens have yet to bring. */
  let missing = 0
  const readBytes = (spelled: string) => {
    for (const hex of spelled.match(/[0-9A-F]{2}/g) ?? []) {
      missing = missing > 0 ? missing - 1 : lengthFromLead(Number.parseInt(hex, 16)) - 1
      if (missing === 0) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
    }
  }
  return tokens.map((token) => {
    const start = at
    if (!text.startsWith(token.text, at) && spelledBytes.test(token.text)) {
      readBytes(token.text)
      return start
    }
    missing = 0
    const found = findToken(text, token.text, at)
    // A tokenizer may rewrite what it reads: what cannot be found takes no room.
    if (found === null) return at
    at = found.to
    return found.from
  })
}

function findToken(text: string, token: string, at: number): { from: number; to: number } | null {
  if (text.startsWith(token, at)) return { from: at, to: at + token.length }
  // SentencePiece puts a space before every text that is not there.
  const bare = token.startsWith(' ') ? token.slice(1) : ''
  if (bare !== '' && text.startsWith(bare, at)) return { from: at, to: at + bare.length }
  const from = token === '' ? -1 : text.slice(at, at + reach).indexOf(token)
  return from === -1 ? null : { from: at + from, to: at + from + token.length }
}

/** Bytes of the UTF-8 character that begins with this one (RFC 3629). */
function lengthFromLead(byte: number): number {
  if (byte >= 0xf0) return 4
  if (byte >= 0xe0) return 3
  return byte >= 0xc0 ? 2 : 1
}
