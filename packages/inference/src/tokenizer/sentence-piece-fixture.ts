import type { JsonObject } from '../json-object.ts'

/** For tests: three special tokens, two that are text, bytes, then pieces. Ids are places in this list. */
const special = ['<unk>', '<s>', '</s>', '<|end|>', '<think>', '</think>']
const bytes = ['<0x0A>', '<0xE4>', '<0xBD>', '<0xA0>']
const pieces = ['▁', 'a', 'b', '▁a', '▁b', 'ab', '▁ab', '▁▁', '<', '>', '/', 's', '|', 'e', 'n', 'd']
const vocabulary = [...special, ...bytes, ...pieces]
const merges = ['▁ a', '▁ b', 'a b', '▁a b', '▁ ▁']

/** How Llama 2 puts a space before every text and takes it away again. */
const spaceBefore: JsonObject = {
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'Prepend', prepend: '▁' },
      { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    ],
  },
  decoder: {
    type: 'Sequence',
    decoders: [
      { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
      { type: 'ByteFallback' },
      { type: 'Fuse' },
      { type: 'Strip', content: ' ', start: 1, stop: 0 },
    ],
  },
}

/** The space of Metaspace, as newer files write it. */
export function withMetaspace(metaspace: JsonObject): JsonObject {
  const part = { type: 'Metaspace', replacement: '▁', ...metaspace }
  return { normalizer: null, pre_tokenizer: part, decoder: part }
}

/** `<s>` before every text. */
export const beginsWithS: JsonObject = {
  type: 'TemplateProcessing',
  single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
  pair: [],
  special_tokens: { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } },
}

/** A tokenizer.json of the SentencePiece kind, as Llama 2, Phi 3 and Gemma have; `change` replaces its fields. */
export function aSentencePieceTokenizer(change: JsonObject = {}): JsonObject {
  return {
    added_tokens: special.map((content, id) => ({ id, content, special: id < 4, normalized: false })),
    pre_tokenizer: null,
    post_processor: beginsWithS,
    model: {
      type: 'BPE',
      byte_fallback: true,
      unk_token: '<unk>',
      fuse_unk: true,
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
      merges,
    },
    ...spaceBefore,
    ...change,
  }
}

/** The same pieces for Unigram: the shorter, the less likely. */
export const unigramModel: JsonObject = {
  type: 'Unigram',
  unk_id: 0,
  byte_fallback: true,
  vocab: vocabulary.map((piece, id) => [piece, id < special.length + bytes.length ? 0 : -6 / piece.length]),
}

/** The ids of tokens by their names. */
export function idsOf(...tokens: string[]): number[] {
  return tokens.map((token) => vocabulary.indexOf(token))
}
