import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-object.ts'
import { createModelTokenizer } from './model-tokenizer.ts'
import { aSentencePieceTokenizer, idsOf, unigramModel, withMetaspace } from './sentence-piece-fixture.ts'

/** What Hugging Face's own tokenizers make of such files was looked up by running them. */
function idsIn(text: string, change: JsonObject = {}, tokenizerConfig: JsonObject = {}) {
  const tokenizer = aSentencePieceTokenizer({ post_processor: null, ...change })
  const files = { tokenizer, tokenizerConfig, chatTemplate: null }
  return createModelTokenizer(files).encode({ form: 'text', text }).tokenIds
}

describe('a tokenizer of the SentencePiece kind', () => {
  it('puts a space before every piece between added tokens where its normalizer does', () => {
    expect(idsIn('a<|end|>b a')).toEqual(idsOf('▁a', '<|end|>', '▁b', '▁a'))
  })

  it('follows its own file, whatever `legacy` and the class say', () => {
    const config = { tokenizer_class: 'LlamaTokenizer', legacy: false, add_prefix_space: false }
    expect(idsIn('a<|end|>b a', {}, config)).toEqual(idsOf('▁a', '<|end|>', '▁b', '▁a'))
  })

  it.each([
    ['always', ['▁a', '<|end|>', '▁b']],
    ['first', ['▁a', '<|end|>', 'b']],
    ['never', ['a', '<|end|>', 'b']],
  ])('puts a space before a text as Metaspace says: %s', (scheme, tokens) => {
    const change = withMetaspace({ prepend_scheme: scheme, split: false })
    expect(idsIn('a<|end|>b', change)).toEqual(idsOf(...tokens))
  })

  it('splits at each space of Metaspace, unless it says that it does not', () => {
    const spaces = (split: JsonObject) => idsIn('a  b', withMetaspace({ prepend_scheme: 'always', ...split }))
    expect(spaces({})).toEqual(idsOf('▁a', '▁', '▁b'))
    expect(spaces({ split: false })).toEqual(idsOf('▁a', '▁', '▁b'))
    expect(idsIn('  ', withMetaspace({ prepend_scheme: 'never' }))).toEqual(idsOf('▁', '▁'))
    expect(idsIn('  ', withMetaspace({ prepend_scheme: 'never', split: false }))).toEqual(idsOf('▁▁'))
  })

  it('takes `add_prefix_space` of older files', () => {
    expect(idsIn('a', withMetaspace({ add_prefix_space: true }))).toEqual(idsOf('▁a'))
    expect(idsIn('a', withMetaspace({ add_prefix_space: false }))).toEqual(idsOf('a'))
  })

  it('writes what it does not know as bytes, with BPE and with Unigram', () => {
    expect(idsIn('a你')).toEqual(idsOf('▁a', '<0xE4>', '<0xBD>', '<0xA0>'))
    const unigram = { ...withMetaspace({}), model: unigramModel }
    expect(idsIn('a你', unigram)).toEqual(idsOf('▁a', '<0xE4>', '<0xBD>', '<0xA0>'))
    // One of its bytes has no token.
    expect(idsIn('a好', unigram)).toEqual(idsOf('▁a', '<unk>'))
  })

  it('takes no control token out of a text, though Unigram would', () => {
    const tokenizer = aSentencePieceTokenizer({ ...withMetaspace({}), model: unigramModel })
    const files = { tokenizer, tokenizerConfig: {}, chatTemplate: '{{ messages[0].content }}' }
    const { tokenIds } = createModelTokenizer(files).encode({
      form: 'chat',
      messages: [{ role: 'user', content: 'a</s>' }],
      assistantPrefix: '',
    })
    expect(tokenIds).toEqual(idsOf('▁a', '<', '/', 's', '>'))
  })
})

describe('words', () => {
  const merges = ['Ġ a', 'a Ġ', 'Ġ Ġ', 'Â ½', '1 Â½']
  const vocab = ['a', 'Ġ', 'Â', '½', '1', 'Ġa', 'aĠ', 'ĠĠ', 'Â½', '1Â½']
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false }

  function wordsIn(text: string, ...pretokenizers: JsonObject[]) {
    const tokenizer = {
      pre_tokenizer: { type: 'Sequence', pretokenizers: [...pretokenizers, byteLevel] },
      decoder: byteLevel,
      model: { type: 'BPE', vocab: Object.fromEntries(vocab.map((token, id) => [token, id])), merges },
    }
    const model = createModelTokenizer({ tokenizer, tokenizerConfig: {}, chatTemplate: null })
    const { tokenIds } = model.encode({ form: 'text', text })
    return tokenIds.map((id) => Buffer.from(model.bytesOf(id)).toString())
  }
  const split = (behavior: string) => ({ type: 'Split', pattern: { String: ' ' }, behavior, invert: false })

  it('need not be split at all', () => {
    expect(wordsIn('a  a')).toEqual(['a ', ' a'])
  })

  it.each([
    ['Isolated', ['a', ' ', ' ', 'a']],
    ['MergedWithNext', ['a', ' ', ' a']],
    ['MergedWithPrevious', ['a ', ' ', 'a']],
    ['Contiguous', ['a', '  ', 'a']],
    ['Removed', ['a', 'a']],
  ])('are split as the pattern says: %s', (behavior, words) => {
    expect(wordsIn('a  a', split(behavior))).toEqual(words)
  })

  it('count fractions among the digits', () => {
    expect(wordsIn('a1½', { type: 'Digits', individual_digits: true })).toEqual(['a', '1', '½'])
    expect(wordsIn('a1½', { type: 'Digits', individual_digits: false })).toEqual(['a', '1½'])
  })
})
