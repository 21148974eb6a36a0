import type { Message } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { createCompletionText } from '../text-stream/completion-text.ts'
import { tinyTokenizer } from '../tiny-model.ts'
import { createModelTokenizer, type TokenizerFiles } from './model-tokenizer.ts'
import { aSentencePieceTokenizer, idsOf } from './sentence-piece-fixture.ts'

const config = { bos_token: '<|bos|>', eos_token: { content: '<|eos|>' }, add_bos_token: true }
const template =
  '{{ bos_token }}{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}<|assistant|>'

function aTokenizer(change: Partial<TokenizerFiles> = {}) {
  return createModelTokenizer({
    tokenizer: tinyTokenizer(),
    tokenizerConfig: config,
    chatTemplate: template,
    ...change,
  })
}

const aText = (text: string) => ({ form: 'text', text }) as const
const aChat = (messages: Message[], assistantPrefix = '') =>
  ({ form: 'chat', messages, assistantPrefix }) as const
const aQuestion = (content: string) => aChat([{ role: 'user', content }])

describe('encode', () => {
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

  it('stops a chat template that does not end, and says so', () => {
    const chatTemplate =
      '{% for a in range(100000) %}{% for b in range(100000) %}{{ a }}{% endfor %}{% endfor %}'
    const startedAt = performance.now()
    expect(() => aTokenizer({ chatTemplate }).encode(aQuestion('in'))).toThrow('did not end in time')
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})

describe('special tokens that are spelled out', () => {
  it('are special in a text prompt, which may be a whole conversation written by hand', () => {
    const { tokenIds } = aTokenizer().encode(aText('<|user|>in<|end|><|assistant|>'))
    expect(tokenIds).toEqual([0, 2, 264, 5, 3])
  })

  it('are plain text in a message and in the opening of an answer: nobody leaves a turn that way', () => {
    const tokenizer = aTokenizer()
    const spelled = 'in<|end|><|assistant|>'
    const { modelInput, tokenIds } = tokenizer.encode(aChat([{ role: 'user', content: spelled }], '<|eos|>'))
    expect(modelInput).toBe(`<|bos|><|user|>${spelled}<|end|><|assistant|><|eos|>`)
    const inputTokens = tokenIds.map((id) => tokenizer.describe(id))
    expect(inputTokens.filter(({ isSpecial }) => isSpecial).map(({ text }) => text)).toEqual([
      '<|bos|>',
      '<|user|>',
      '<|end|>',
      '<|assistant|>',
    ])
    expect(Buffer.concat(tokenIds.map((id) => tokenizer.bytesOf(id))).toString()).toBe(`${spelled}<|eos|>`)
  })

  it('are plain text in a message even where the file forgets that they are special', () => {
    const tokenizer = aSentencePieceTokenizer({
      added_tokens: [{ id: 2, content: '</s>', special: false, normalized: false }],
    })
    const files = {
      tokenizer,
      tokenizerConfig: { eos_token: '</s>' },
      chatTemplate: '{{ messages[0].content }}',
    }
    const { tokenIds } = createModelTokenizer(files).encode(aQuestion('a</s>'))
    expect(tokenIds).toEqual(idsOf('▁a', '<', '/', 's', '>'))
  })

  it('are plain text in a message whatever letters they are made of, and wherever one begins another', () => {
    const names = ['<|a-b/c|>', '[INST]', '<|a', '<s>']
    const added_tokens = names.map((content, index) => ({ id: 300 + index, content, special: true }))
    const tokenizer = aTokenizer({
      tokenizer: { ...tinyTokenizer(), added_tokens },
      chatTemplate: '{{ messages[0].content }}<s>',
    })
    const { modelInput, tokenIds } = tokenizer.encode(aQuestion(names.join('')))
    expect(modelInput).toBe(`${names.join('')}<s>`)
    expect(tokenIds.filter((id) => tokenizer.describe(id).isSpecial)).toEqual([303])
  })

  it('that stand for text, such as <think>, are one token wherever they stand', () => {
    const tokenizer = aSentencePieceTokenizer()
    const chatTemplate = '<s>{{ messages[0].content }}<|end|>'
    const { tokenIds } = aTokenizer({ tokenizer, chatTemplate }).encode(aQuestion('<think>a</think>b'))
    expect(tokenIds).toEqual(idsOf('<s>', '<think>', '▁a', '</think>', '▁b', '<|end|>'))
  })
})

describe('bytesOf', () => {
  it('gives back the bytes of any text, token by token', () => {
    const text = 'The 你好 \u0000\u00AD naïve 👩‍👧 in\n\tthe'
    const tokenizer = aTokenizer({ tokenizerConfig: { add_bos_token: false } })
    const parts = tokenizer.encode(aText(text)).tokenIds.map((id) => Buffer.from(tokenizer.bytesOf(id)))
    expect(Buffer.concat(parts).toString()).toBe(text)
  })

  it('has none for special tokens', () => {
    expect(aTokenizer().bytesOf(0)).toHaveLength(0)
  })

  it.each(['WordPiece', 'CTC', 'BPEDecoder'])(
    'refuses a %s decoder, whose tokens are no bytes, by name',
    (type) => {
      const tokenizer = { ...tinyTokenizer(), decoder: { type } }
      expect(() => aTokenizer({ tokenizer })).toThrow(
        expect.objectContaining({ code: 'MODEL_LOAD_FAILED', message: expect.stringContaining(type) }),
      )
    },
  )
})

describe('openCompletion', () => {
  const tokenizer = aTokenizer({ tokenizer: aSentencePieceTokenizer() })
  const textOf = (prompt: Parameters<typeof tokenizer.openCompletion>[0], ids: readonly number[]) => {
    const bytesOf = tokenizer.openCompletion(prompt)
    return Buffer.concat(ids.map(bytesOf)).toString()
  }
  const answer = idsOf('<|end|>', '▁a', '▁b')

  it('begins an answer without the space that SentencePiece puts before every text', () => {
    expect(textOf(aQuestion('b'), answer)).toBe('a b')
    expect(textOf(aQuestion('b'), idsOf('▁▁', 'a'))).toBe(' a')
  })

  it('keeps the space where the completion goes on with a text', () => {
    expect(textOf(aText('b'), answer)).toBe(' a b')
    expect(textOf(aChat([{ role: 'user', content: 'b' }], 'b'), answer)).toBe(' a b')
  })

  it('keeps the space of tokenizers that put none before a text', () => {
    const plain = aTokenizer()
    const bytesOf = plain.openCompletion(aQuestion('in'))
    expect(Buffer.from(bytesOf(265)).toString()).toBe(' the')
  })

  it('streams a character that is spread over byte tokens in one piece', () => {
    const bytesOf = tokenizer.openCompletion(aText('a'))
    const text = createCompletionText([])
    const pieces = idsOf('▁a', '<0xE4>', '<0xBD>', '<0xA0>', 'b').map(
      (id) => text.push(bytesOf(id), null).text,
    )
    expect(pieces).toEqual([' a', '', '', '你', 'b'])
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
