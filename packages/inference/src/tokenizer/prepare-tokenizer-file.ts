import { isJsonObject, type JsonObject, objectField, objectsField, stringField } from '../json-object.ts'
import { readAddedTokens } from './added-tokens.ts'
import { plainTextMark } from './plain-text-mark.ts'

/** What a tokenizer.json may leave out. */
const absent = {
  normalizer: null,
  pre_tokenizer: null,
  post_processor: null,
  decoder: null,
  added_tokens: [],
}

/**
 * A tokenizer.json in the words that @huggingface/tokenizers understands as Hugging Face's own tokenizers (in Rust) do:
 * it takes some pieces more loosely. Marks of plain text are taken out before words are formed.
 */
export function prepareTokenizerFile(tokenizer: JsonObject): JsonObject {
  const file = { ...absent, ...tokenizer }
  const takeOutMarks = { type: 'Replace', pattern: { String: plainTextMark }, content: '' }
  const pretokenizers = [takeOutMarks, ...(isJsonObject(file.pre_tokenizer) ? [file.pre_tokenizer] : [])]
  const model = hideAddedTokens(objectField(file, 'model'), file)
  return { ...file, model, pre_tokenizer: sequence(pretokenizers.map(correct)) }
}

/**
 * Unigram takes whatever piece fits a text, `</s>` as well. Added tokens are found before that, so here a name that no
 * text holds does no harm: the library knows an added token by its own.
 */
function hideAddedTokens(model: JsonObject, file: JsonObject): JsonObject {
  const { type, vocab, unk_id: unknownId } = model
  if (type !== 'Unigram' || !Array.isArray(vocab)) return model
  const added = readAddedTokens(file)
  return {
    ...model,
    vocab: vocab.map((entry: unknown, id) => {
      const isHidden = Array.isArray(entry) && added.has(id) && id !== unknownId
      return isHidden ? [entry[0] + plainTextMark, entry[1]] : entry
    }),
  }
}

function correct(part: JsonObject): JsonObject {
  switch (part['type']) {
    case 'Sequence':
      return sequence(objectsField(part, 'pretokenizers').map(correct))
    case 'Digits':
      // Rust's `char::is_numeric` knows more than the digits of `\d`.
      return split(part['individual_digits'] === true ? '\\p{N}' : '\\p{N}+')
    case 'Metaspace':
      return correctMetaspace(part)
    case 'Split':
      return correctSplit(part)
    default:
      return part
  }
}

/** It also splits before each ▁, unless told not to; files from before `prepend_scheme` say `add_prefix_space`. */
function correctMetaspace(part: JsonObject): JsonObject {
  const scheme = part['prepend_scheme'] ?? (part['add_prefix_space'] === false ? 'never' : 'always')
  const metaspace = { ...part, prepend_scheme: scheme }
  if (part['split'] === false) return metaspace
  const space = escapePattern(stringField(part, 'replacement') ?? '▁')
  return sequence([metaspace, split(`${space}(?:(?!${space})[\\s\\S])*`)])
}

/** How a match is joined with what stands around it, said by the pattern itself. */
function correctSplit(part: JsonObject): JsonObject {
  if (part['invert'] === true) return part
  const { Regex: regex, String: text } = objectField(part, 'pattern')
  const match = `(?:${typeof regex === 'string' ? regex : escapePattern(String(text))})`
  const gap = `(?:(?!${match})[\\s\\S])*`
  switch (part['behavior']) {
    case 'MergedWithNext':
      return split(match + gap)
    case 'MergedWithPrevious':
      return split(gap + match)
    case 'Contiguous':
      return split(`${match}+`)
    case 'Removed':
      // A text as pattern would be kept; so would a group of a pattern.
      return { ...part, pattern: { Regex: match } }
    default:
      return part
  }
}

function sequence(pretokenizers: readonly JsonObject[]): JsonObject {
  return { type: 'Sequence', pretokenizers }
}

/** Every match is a word of its own, and so is what stands between two. */
function split(regex: string): JsonObject {
  return { type: 'Split', pattern: { Regex: regex }, behavior: 'Isolated', invert: false }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
