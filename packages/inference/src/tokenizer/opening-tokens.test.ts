import type { EnginePrompt } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-object.ts'
import { createModelTokenizer } from './model-tokenizer.ts'
import { aSentencePieceTokenizer, beginsWithS, idsOf } from './sentence-piece-fixture.ts'

type Opening = { tokenizerConfig: JsonObject; post_processor?: JsonObject | null; chatTemplate?: string }

function encode(prompt: EnginePrompt, { tokenizerConfig, post_processor, chatTemplate }: Opening) {
  const change = post_processor === undefined ? {} : { post_processor }
  const tokenizer = aSentencePieceTokenizer(change)
  const files = { tokenizer, tokenizerConfig, chatTemplate: chatTemplate ?? null }
  return createModelTokenizer(files).encode(prompt)
}

const text = (words: string): EnginePrompt => ({ form: 'text', text: words })
const chat: EnginePrompt = {
  form: 'chat',
  messages: [{ role: 'user', content: 'a' }],
  assistantPrefix: '',
}
const config = { bos_token: '<s>', eos_token: '</s>' }
const begun = { modelInput: '<s>a b', tokenIds: idsOf('<s>', '▁a', '▁b') }
const bare = { modelInput: 'a b', tokenIds: idsOf('▁a', '▁b') }

describe('a text prompt', () => {
  it.each([
    [
      'when add_bos_token says so',
      { tokenizerConfig: { ...config, add_bos_token: true }, post_processor: null },
    ],
    [
      'once when post-processor and add_bos_token say so',
      { tokenizerConfig: { ...config, add_bos_token: true } },
    ],
    ['when only the post-processor says so', { tokenizerConfig: config }],
  ])('begins with the bos token %s', (_, opening) => {
    expect(encode(text('a b'), opening)).toEqual(begun)
  })

  it.each([
    ['when add_bos_token forbids it', { tokenizerConfig: { ...config, add_bos_token: false } }],
    ['when nobody asks for it', { tokenizerConfig: config, post_processor: null }],
    [
      'when there is none',
      { tokenizerConfig: { bos_token: null, add_bos_token: true }, post_processor: null },
    ],
  ])('begins without it %s', (_, opening) => {
    expect(encode(text('a b'), opening)).toEqual(bare)
  })

  it('that spells out its beginning is not begun twice', () => {
    expect(encode(text('<s>a b'), { tokenizerConfig: config })).toEqual(begun)
  })

  it('is not ended by what the post-processor puts behind it', () => {
    const end = { SpecialToken: { id: '</s>', type_id: 0 } }
    const processor = {
      ...beginsWithS,
      single: [...(Array.isArray(beginsWithS['single']) ? beginsWithS['single'] : []), end],
      special_tokens: {
        '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] },
        '</s>': { id: '</s>', ids: [2], tokens: ['</s>'] },
      },
    }
    expect(encode(text('a b'), { tokenizerConfig: config, post_processor: processor })).toEqual(begun)
  })
})

describe('a chat prompt', () => {
  it('has the bos token of its template, and not another one of the tokenizer', () => {
    const opening = {
      tokenizerConfig: { ...config, add_bos_token: true },
      chatTemplate: '{{ bos_token }}{{ messages[0].content }}<|end|>',
    }
    expect(encode(chat, opening).tokenIds).toEqual(idsOf('<s>', '▁a', '<|end|>'))
  })

  it('has none where its template writes none, as with Hugging Face', () => {
    const opening = {
      tokenizerConfig: { ...config, add_bos_token: true },
      chatTemplate: '{{ messages[0].content }}',
    }
    expect(encode(chat, opening).tokenIds).toEqual(idsOf('▁a'))
  })
})
