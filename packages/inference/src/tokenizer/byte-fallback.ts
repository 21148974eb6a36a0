import { countField, type JsonObject, objectField } from '../json-object.ts'

/** What the library gives for a text: the pieces it was cut into, and their ids. */
type Encoding = { readonly ids: readonly number[]; readonly tokens: readonly string[] }

const utf8 = new TextEncoder()

/**
 * Unigram's way to write what is not in the vocabulary, as bytes such as `<0xE4>`: the library leaves the unknown token
 * there. (For BPE it does it by itself.) Source: https://github.com/huggingface/tokenizers, `unigram/model.rs`
 */
export function createByteFallback(
  tokenizer: JsonObject,
  idOf: (token: string) => number | undefined,
): (encoding: Encoding) => number[] {
  const model = objectField(tokenizer, 'model')
  const unknownId = countField(model, 'unk_id')
  if (model['type'] !== 'Unigram' || model['byte_fallback'] !== true) return ({ ids }) => [...ids]
  const bytesOf = (piece: string) => Array.from(utf8.encode(piece), (byte) => idOf(byteToken(byte)) ?? -1)
  return ({ ids, tokens }) =>
    ids.flatMap((id, index) => {
      const piece = tokens[index] ?? ''
      if (id !== unknownId || idOf(piece) !== undefined) return [id]
      const bytes = bytesOf(piece)
      return bytes.includes(-1) ? [id] : bytes
    })
}

function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`
}
