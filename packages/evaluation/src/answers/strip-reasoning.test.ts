import { expect, it } from 'vitest'
import { stripReasoning } from './strip-reasoning.ts'

it.each([
  ['12', '12'],
  ['<think>3 * 4</think>\n12', '12'],
  ['<thinking>3 * 4</thinking><answer> 12 </answer> Bye.', '12'],
  ['3 * 4</think>12', '12'],
  ['<think>a</think>1<think>b</think>2', '12'],
  ['<think></think>12', '12'],
  ['<answer>12', '12'],
])('reads the answer of "%s"', (text, answer) => {
  expect(stripReasoning(text)).toBe(answer)
})

it.each(['<think>3 * 4 = 12', '<thinking>12', '<think>a</think> so <think> 12', '<think>12</think>', '  '])(
  'finds no answer in "%s"',
  (text) => {
    expect(stripReasoning(text)).toBeNull()
  },
)

it('knows that the prompt has opened the thoughts', () => {
  expect(stripReasoning('3 * 4 = 12', true)).toBeNull()
  expect(stripReasoning('3 * 4</think>12', true)).toBe('12')
})
