import { AppError } from '@trialogue/contract'
import { type JsonObject, objectField, objectsField, stringField } from '../json-object.ts'

/** The bytes that a token's entry in the vocabulary stands for. */
export type TokenBytes = (token: string) => Uint8Array

const utf8 = new TextEncoder()

/**
 * Reads tokens as bytes, so that a character spread over several of them can be put together. Which rule holds is
 * told by the decoder in tokenizer.json. Throws MODEL_LOAD_FAILED for one that is not known.
 */
export function createTokenBytes(tokenizer: JsonObject): TokenBytes {
  const decoder = objectField(tokenizer, 'decoder')
  const types = [decoder, ...objectsField(decoder, 'decoders')].map((part) => stringField(part, 'type'))
  if (types.includes('ByteLevel')) return readByteLetters
  if (types.includes('ByteFallback') || types.includes('Metaspace')) return readSentencePiece
  const known = types.filter((type) => type !== null).join(', ') || 'none'
  const message = `The model cannot be loaded: its tokenizer has a decoder that is not supported (${known}).`
  throw new AppError('MODEL_LOAD_FAILED', message, { details: { path: 'tokenizer.json', decoder: known } })
}

/** Whether the first space of a text is no part of it: tokenizers that put one before every text take it away again. */
export function dropsFirstSpace(tokenizer: JsonObject): boolean {
  const decoder = objectField(tokenizer, 'decoder')
  return [decoder, ...objectsField(decoder, 'decoders')].some((part) => {
    if (part['type'] === 'Strip') return part['content'] === ' ' && part['start'] !== 0
    if (part['type'] !== 'Metaspace') return false
    return part['prepend_scheme'] !== 'never' && part['add_prefix_space'] !== false
  })
}

/** GPT-2's way: each letter of the token stands for one byte. */
function readByteLetters(token: string): Uint8Array {
  const bytes = Array.from(token, (letter) => byteOfLetter.get(letter))
  // A letter outside the table is no byte: the token was added as it is.
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : utf8.encode(token)
}

/** SentencePiece's way: text with ▁ for a space; a byte that is no character of its own is written `<0xE4>`. */
function readSentencePiece(token: string): Uint8Array {
  const byte = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1]
  return byte === undefined
    ? utf8.encode(token.replaceAll('▁', ' '))
    : Uint8Array.of(Number.parseInt(byte, 16))
}

/**
 * Bytes that are printable in Latin-1 stand for themselves, the others take the letters from U+0100 on, in order:
 * `bytes_to_unicode` in https://github.com/openai/gpt-2/blob/master/src/encoder.py
 */
const byteOfLetter: ReadonlyMap<string, number> = (() => {
  const letters = new Map<string, number>()
  for (let byte = 0; byte < 256; byte++) {
    const isPrintable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
    if (isPrintable) letters.set(String.fromCharCode(byte), byte)
  }
  let next = 256
  for (let byte = 0; byte < 256; byte++) {
    if (letters.get(String.fromCharCode(byte)) !== byte) letters.set(String.fromCharCode(next++), byte)
  }
  return letters
})()
