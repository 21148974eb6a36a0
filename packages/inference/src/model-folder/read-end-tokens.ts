import { type JsonObject, objectField } from '../json-object.ts'
import { readAddedTokens } from '../tokenizer/added-tokens.ts'
import type { ChatTemplate } from '../tokenizer/chat-template.ts'
import { readSpecialTokens } from '../tokenizer/special-tokens.ts'

export interface EndTokenSources {
  /** Files that may have `eos_token_id`. */
  readonly configs: readonly JsonObject[]
  readonly tokenizer: JsonObject
  readonly tokenizerConfig: JsonObject
  readonly chatTemplate: ChatTemplate
}

/**
 * All tokens that end a completion. Files of one model often name different ones, such as the end of the text here and
 * the end of the turn there, and a model that is stopped at too few of them talks on with itself. So all are taken, and
 * the token by which the chat template ends an answer. Only an empty list is believed: nothing ends a completion then,
 * as measurements of speed want it.
 */
export function readEndTokens({
  configs,
  tokenizer,
  tokenizerConfig,
  chatTemplate,
}: EndTokenSources): number[] {
  const lists = configs.map((config) => config['eos_token_id'])
  if (lists.some((list) => Array.isArray(list) && list.length === 0)) return []
  const listed = lists.flat()
  const ids = new Set(listed.filter((id): id is number => typeof id === 'number' && id >= 0))
  const added = [...readAddedTokens(tokenizer).values()]
  const vocabulary = objectField(objectField(tokenizer, 'model'), 'vocab')

  const end = readSpecialTokens(tokenizerConfig).get('eos_token')
  const endId = added.find(({ content }) => content === end)?.id ?? vocabulary[end ?? '']
  if (typeof endId === 'number') ids.add(endId)

  const behind = chatTemplate.afterAnswer()?.trimStart() ?? ''
  const closing = added.filter(({ content }) => content !== '' && behind.startsWith(content))
  // One may begin with another: the longest is meant.
  const longest = closing.sort((a, b) => b.content.length - a.content.length)[0]
  if (longest !== undefined) ids.add(longest.id)
  return [...ids]
}
