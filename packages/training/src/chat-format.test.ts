import { describe, expect, it } from 'vitest'
import { tokenizeSample } from './chat-format.ts'
import { trainByteLevelBpe } from './tokenizer/bpe.ts'
import { createEncoder } from './tokenizer/encoder.ts'

const encoder = createEncoder(trainByteLevelBpe('how are you? fine. how are you? fine.', 280))

describe('a text document', () => {
  it('stands between begin and end, and all of it counts', () => {
    const { ids, weights } = tokenizeSample(encoder, { form: 'text', text: 'how are you?' })
    expect(ids).toEqual([encoder.idOf('<|bos|>'), ...encoder.encode('how are you?'), encoder.idOf('<|eos|>')])
    expect(weights).toEqual(ids.map(() => 1))
  })
})

describe('a page with answers', () => {
  it('reads as the same tokens, its answers and its end in full, the rest less', () => {
    const text = 'how are you? fine. how are you? fine.'
    const { ids, weights } = tokenizeSample(encoder, {
      form: 'text',
      text,
      answers: [
        [12, 18],
        [31, 37],
      ],
    })
    const question = encoder.encode('how are you?').map(() => 0.25)
    const next = encoder.encode(' how are you?').map(() => 0.25)
    const answer = encoder.encode(' fine.').map(() => 1)
    expect(ids.slice(1, -1)).toEqual(encoder.encode(text))
    expect(weights).toEqual([1, ...question, ...answer, ...next, ...answer, 1])
  })
})

describe('a conversation', () => {
  const { ids, weights } = tokenizeSample(encoder, {
    form: 'conversation',
    turns: [
      { role: 'user', text: 'how are you?' },
      { role: 'assistant', text: 'fine.' },
    ],
  })
  const question = encoder.encode('how are you?')
  const answer = encoder.encode('fine.')

  it('marks who speaks and where a turn ends', () => {
    const [begin, user, assistant, end] = ['bos', 'user', 'assistant', 'end'].map((name) =>
      encoder.idOf(`<|${name}|>`),
    )
    expect(ids).toEqual([begin, user, ...question, end, assistant, ...answer, end])
  })

  it('counts what the assistant says and its end in full, the rest a little', () => {
    const prompt = [0, ...Array.from({ length: question.length + 3 }, () => 0.1)]
    expect(weights).toEqual([...prompt, ...answer.map(() => 1), 1])
  })
})
