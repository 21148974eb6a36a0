import { isJsonObject, type JsonObject, stringField } from '../json-object.ts'

/** `bos_token`, `eos_token` and the like of a tokenizer_config.json, where each is a string or an object with it. */
export function readSpecialTokens(tokenizerConfig: JsonObject): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>()
  for (const [name, value] of Object.entries(tokenizerConfig)) {
    if (!name.endsWith('_token')) continue
    const content = isJsonObject(value) ? stringField(value, 'content') : value
    if (typeof content === 'string') tokens.set(name, content)
  }
  return tokens
}
