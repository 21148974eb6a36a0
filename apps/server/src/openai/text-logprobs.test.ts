import { expect, it } from 'vitest'
import { joinLogprobs, TextLogprobWriter } from './text-logprobs.ts'

const token = (text: string, logprob: number | null = -1) => ({ id: 0, text, logprob, alternatives: [] })
const offsets = (logprobs: { text_offset: number[] }) => logprobs.text_offset

it('counts characters, not units of UTF-16, over several pieces of text', () => {
  const writer = new TextLogprobWriter()
  expect(offsets(writer.take([token('👩'), token('é')], '👩é'))).toEqual([0, 1])
  expect(offsets(writer.take([token('!')], '!'))).toEqual([2])
})

it('lets the tokens of one character begin where it begins', () => {
  const writer = new TextLogprobWriter()
  const tokens = [token('<0xE4>'), token('<0xBD><0xA0>'), token('a')]
  expect(offsets(writer.take(tokens, '你a'))).toEqual([0, 0, 1])
})

it('passes over special tokens, which a completion does not show', () => {
  const writer = new TextLogprobWriter()
  expect(offsets(writer.take([token('a'), token('<|user|>'), token('b')], 'ab'))).toEqual([0, 1, 1])
})

it('follows a token of which only the part before a stop sequence is shown', () => {
  const writer = new TextLogprobWriter()
  expect(offsets(writer.take([token('a'), token(' b\n')], 'a b'))).toEqual([0, 1])
})

it('counts an echoed prompt from its own beginning, not from what the tokenizer put before it', () => {
  const writer = new TextLogprobWriter()
  const tokens = [token('<|bos|>', null), token('in'), token(' the')]
  expect(offsets(writer.takePrompt(tokens, '<|bos|>in the', 'in the'))).toEqual([0, 0, 2])
  expect(offsets(writer.take([token('!')], '!'))).toEqual([6])
})

it('has no alternatives where nothing was predicted, and no number that JSON cannot hold', () => {
  const writer = new TextLogprobWriter()
  const first = writer.take([token('a', null)], 'a')
  const second = writer.take(
    [{ ...token('b', -Infinity), alternatives: [{ id: 1, text: 'c', logprob: -0.5 }] }],
    'b',
  )
  expect(joinLogprobs([first, second])).toEqual({
    tokens: ['a', 'b'],
    token_logprobs: [null, -9999],
    top_logprobs: [null, { c: -0.5, b: -9999 }],
    text_offset: [0, 1],
  })
})

it('keeps the likelier of two alternatives that are spelled alike', () => {
  const alternatives = [
    { id: 1, text: 'a', logprob: -0.1 },
    { id: 2, text: 'a', logprob: -3 },
  ]
  const { top_logprobs } = new TextLogprobWriter().take([{ ...token('b', -2), alternatives }], 'b')
  expect(top_logprobs).toEqual([{ a: -0.1, b: -2 }])
})
