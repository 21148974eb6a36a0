import { isPartOfCharacter, tokenBytes } from './token-bytes.ts'

type Scored = { readonly id: number | null; readonly text: string; readonly logprob: number }

/** What is shown as one token: one, or the pieces of a character (most Chinese ones, for a small vocabulary). */
export type MergedToken<Piece> = {
  /** Place of the first piece among all tokens. */
  readonly from: number
  readonly pieces: readonly [Piece, ...Piece[]]
  /** Whole characters; U+FFFD for bytes that never become one. */
  readonly text: string
  /** Of all pieces together: the sum. */
  readonly logprob: number
}

/** A character has four bytes at most; more pieces than these two characters have are damage. */
const mostPieces = 8

/** Joins tokens until their bytes are whole characters; the others stay as they are. */
export function mergeTokens<Piece extends Scored>(tokens: readonly Piece[]): MergedToken<Piece>[] {
  const merged: MergedToken<Piece>[] = []
  let open: Piece[] = []
  const close = (end: number) => {
    const [first, ...rest] = open
    if (first === undefined) return
    const pieces = [first, ...rest] as const
    merged.push({ from: end - pieces.length, pieces, text: join(pieces), logprob: sum(pieces) })
    open = []
  }
  for (const [index, token] of tokens.entries()) {
    // A token of whole characters never ends one that was begun.
    if (!isPartOfCharacter(token.text)) close(index)
    open.push(token)
    if (isWhole(open) || open.length === mostPieces) close(index + 1)
  }
  close(tokens.length)
  return merged
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })

function isWhole(pieces: readonly Scored[]): boolean {
  if (pieces.length === 1 && !isPartOfCharacter(pieces[0]?.text ?? '')) return true
  try {
    strictUtf8.decode(bytesOf(pieces))
    return true
  } catch {
    return false
  }
}

function join(pieces: readonly Scored[]): string {
  const [only] = pieces
  return pieces.length === 1 && only !== undefined && !isPartOfCharacter(only.text)
    ? only.text
    : lenientUtf8.decode(bytesOf(pieces))
}

function bytesOf(pieces: readonly Scored[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap(({ text }) => [...tokenBytes(text)]))
}

function sum(pieces: readonly Scored[]): number {
  return pieces.reduce((total, { logprob }) => total + logprob, 0)
}
