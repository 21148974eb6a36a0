import { type JsonObject, objectsField, stringField } from '../json-object.ts'
import { readJsonFile, readTextFile } from './read-json-file.ts'

/**
 * The chat template's source: chat_template.jinja, or a field in one of the JSON files. Of several named templates
 * `default` is the one for plain conversation, and an only one serves. Null where there is none.
 */
export async function readChatTemplate(folder: string, tokenizerConfig: JsonObject): Promise<string | null> {
  const own = await readTextFile(folder, 'chat_template.jinja')
  if (own !== null) return own
  return templateOf(tokenizerConfig) ?? templateOf((await readJsonFile(folder, 'chat_template.json')) ?? {})
}

function templateOf(file: JsonObject): string | null {
  const named = objectsField(file, 'chat_template')
  if (named.length === 0) return stringField(file, 'chat_template')
  const chosen = named.find(({ name }) => name === 'default') ?? (named.length === 1 ? named[0] : undefined)
  return chosen === undefined ? null : stringField(chosen, 'template')
}
