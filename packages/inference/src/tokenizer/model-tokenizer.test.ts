import type { Message } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-object.ts'
import type { ModelFolder } from '../model-folder.ts'
import { tinyTokenizer } from '../tiny-model.ts'
import { createModelTokenizer } from './model-tokenizer.ts'

const config = { bos_token: '<|bos|>', eos_token: { content: '<|eos|>' }, add_bos_token: true }
const template =
  '{{ bos_token }}{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}<|assistant|>'

function aTokenizer(change: Partial<ModelFolder> = {}) {
  return createModelTokenizer({
    graphPath: '/nowhere',
    cache: { layers: 1, heads: 1, headSize: 1 },
    endTokenIds: [1],
    tokenizer: tinyTokenizer(),
    tokenizerConfig: config,
    chatTemplate: template,
    ...change,
  })
}

const aText = (text: string) => ({ form: 'text', text }) as const
const aChat = (messages: Message[], assistantPrefix = '') =>
  ({ form: 'chat', messages, assistantPrefix }) as const

/** A tokenizer of the SentencePiece kind, as Llama 2 has. */
function aSentencePieceTokenizer(): JsonObject {
  const vocab = ['<unk>', '<s>', '</s>', '<0xE4>', '<0xBD>', '<0xA0>', '▁', 'a', 'b', '▁a']
  return {
    added_tokens: vocab.slice(0, 3).map((content, id) => ({ id, content, special: true })),
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: null,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [],
      special_tokens: { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } },
    },
    decoder: { type: 'Sequence', decoders: [{ type: 'ByteFallback' }, { type: 'Fuse' }] },
    model: {
      type: 'BPE',
      byte_fallback: true,
      vocab: Object.fromEntries(vocab.map((token, id) => [token, id])),
      merges: ['▁ a'],
    },
  }
}

describe('encode', () => {
  it('opens a text with the bos token when the tokenizer asks for it', () => {
    const { modelInput, tokenIds } = aTokenizer().encode(aText('the'))
    expect(modelInput).toBe('<|bos|>the')
    expect(tokenIds).toEqual([0, 263])
    const without = aTokenizer({ tokenizerConfig: { ...config, add_bos_token: false } })
    expect(without.encode(aText('the'))).toEqual({ modelInput: 'the', tokenIds: [263] })
  })

  it('leaves the opening to the post-processor when the config does not say', () => {
    const tokenizer = aTokenizer({
      tokenizer: aSentencePieceTokenizer(),
      tokenizerConfig: { bos_token: '<s>' },
    })
    expect(tokenizer.encode(aText('a a'))).toEqual({ modelInput: '<s>a a', tokenIds: [1, 7, 9] })
  })

  it('renders a chat with the template and opens the assistant turn with its prefix', () => {
    const chat = aChat([{ role: 'user', content: 'in' }], 'the')
    const { modelInput, tokenIds } = aTokenizer().encode(chat)
    expect(modelInput).toBe('<|bos|><|user|>in<|end|><|assistant|>the')
    expect(tokenIds).toEqual([0, 2, 264, 5, 3, 263])
  })

  it('takes token ids as they are, with nothing before them, and tells their text', () => {
    const tokenizer = aTokenizer()
    const { tokenIds } = tokenizer.encode(aText('in 你'))
    expect(tokenizer.encode({ form: 'tokens', tokenIds })).toEqual({ modelInput: '<|bos|>in 你', tokenIds })
    const inside = tokenIds.slice(1)
    expect(tokenizer.encode({ form: 'tokens', tokenIds: inside })).toEqual({
      modelInput: 'in 你',
      tokenIds: inside,
    })
    for (const wrong of [[], [0, 100_000]]) {
      const encode = () => tokenizer.encode({ form: 'tokens', tokenIds: wrong })
      expect(encode).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }))
    }
  })

  it('refuses an empty input', () => {
    const tokenizer = aTokenizer({ tokenizerConfig: { ...config, add_bos_token: false } })
    expect(() => tokenizer.encode(aText(''))).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }))
  })
})

describe('a chat template that fails', () => {
  const messages: Message[] = [{ role: 'system', content: 'Be brief.' }]
  const bomb = '{% for a in range(100000) %}{% for b in range(100000) %}{{ a }}{% endfor %}{% endfor %}'

  it.each([
    ['missing', null],
    ['refused', "{{ raise_exception('No system role here') }}"],
    ['refused', '{% for %}'],
    ['timeout', bomb],
  ])('is CHAT_TEMPLATE_FAILED: %s', (reason, chatTemplate) => {
    const encode = () => aTokenizer({ chatTemplate }).encode(aChat(messages))
    const startedAt = performance.now()
    expect(encode).toThrow(expect.objectContaining({ code: 'CHAT_TEMPLATE_FAILED', details: { reason } }))
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  it('passes on what the template says', () => {
    const chatTemplate = "{{ raise_exception('No system role here') }}"
    expect(() => aTokenizer({ chatTemplate }).encode(aChat(messages))).toThrow('No system role here')
  })
})

describe('bytesOf', () => {
  it('gives back the bytes of any text, token by token', () => {
    const text = 'The 你好 \u0000\u00AD naïve 👩‍👧 in\n\tthe'
    const tokenizer = aTokenizer({ tokenizerConfig: { add_bos_token: false } })
    const parts = tokenizer.encode(aText(text)).tokenIds.map((id) => Buffer.from(tokenizer.bytesOf(id)))
    expect(Buffer.concat(parts).toString()).toBe(text)
  })

  it('knows the bytes of SentencePiece, spaces included', () => {
    const tokenizer = aTokenizer({
      tokenizer: aSentencePieceTokenizer(),
      tokenizerConfig: { add_bos_token: false },
    })
    const { tokenIds } = tokenizer.encode(aText('b a你'))
    expect(tokenIds).toEqual([8, 9, 3, 4, 5])
    expect(Buffer.concat(tokenIds.map((id) => tokenizer.bytesOf(id))).toString()).toBe('b a你')
  })

  it('has none for special tokens', () => {
    expect(aTokenizer().bytesOf(0)).toHaveLength(0)
  })

  it('refuses a tokenizer whose tokens it cannot read as bytes', () => {
    const tokenizer = { ...tinyTokenizer(), decoder: { type: 'WordPiece', prefix: '##', cleanup: true } }
    expect(() => aTokenizer({ tokenizer })).toThrow(expect.objectContaining({ code: 'MODEL_LOAD_FAILED' }))
  })
})

describe('describe', () => {
  it('spells special tokens and bytes that are no character of their own', () => {
    const tokenizer = aTokenizer()
    const [bos, space, first] = tokenizer.encode(aText(' 你')).tokenIds.map((id) => tokenizer.describe(id))
    expect(bos).toEqual({ id: 0, text: '<|bos|>', isSpecial: true })
    expect(space).toMatchObject({ text: ' ', isSpecial: false })
    expect(first).toMatchObject({ text: '<0xE4>', isSpecial: false })
  })
})
