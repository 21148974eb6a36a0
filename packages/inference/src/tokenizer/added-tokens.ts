import { countField, type JsonObject, objectsField, stringField } from '../json-object.ts'
import { readSpecialTokens } from './special-tokens.ts'

/** A token that stands beside the vocabulary: the tokenizer finds it in a text before it splits words. */
export interface AddedToken {
  readonly id: number
  readonly content: string
  /** It stands for no text, as `<|end|>` does; one such as `<think>` is text. */
  readonly isSpecial: boolean
}

/** They stand for no text, even where the file forgets to say so. */
const alwaysSpecial = ['bos_token', 'eos_token', 'pad_token', 'unk_token']

/** Those of a tokenizer.json, by id. */
export function readAddedTokens(
  tokenizer: JsonObject,
  tokenizerConfig: JsonObject = {},
): ReadonlyMap<number, AddedToken> {
  const named = readSpecialTokens(tokenizerConfig)
  const special = new Set(alwaysSpecial.map((name) => named.get(name)))
  const tokens = objectsField(tokenizer, 'added_tokens').flatMap((token): [number, AddedToken][] => {
    const [id, content] = [countField(token, 'id'), stringField(token, 'content')]
    if (id === null || content === null) return []
    return [[id, { id, content, isSpecial: token['special'] === true || special.has(content) }]]
  })
  return new Map(tokens)
}
