import { describe, expect, it } from 'vitest'
import { splitThinking } from '../index.ts'

describe("taking a model's thoughts and its reply apart", () => {
  it.each([
    ['<think>\n2 and 2.\n</think>\n\n4', '', '2 and 2.', '\n\n4'],
    // The template has opened the thoughts.
    ['2 and 2.</think>4', '<|assistant|><think>\n', '2 and 2.', '4'],
    ['2 and 2.</think>4', '', '2 and 2.', '4'],
    ['<think></think>4', '', '', '4'],
    // It is not done thinking.
    ['<think>2 and 2 is 4, but', '', '2 and 2 is 4, but', null],
    ['2 and 2 is 4, but', '<think>\n', '2 and 2 is 4, but', null],
    // It did not think.
    ['4', '<|assistant|>', null, '4'],
  ])('%j after %j', (text, modelInput, thinking, reply) => {
    expect(splitThinking(text, modelInput)).toEqual({ thinking, reply })
  })
})
