// @vitest-environment node
import { expect, it } from 'vitest'
import { markRenderings, type Rendering } from './mark-renderings.ts'

/** `<…>` are special tokens, as the preview marks them. */
function rendering(modelInput: string): Rendering {
  const pieces = modelInput.match(/<\|[^>]*\|>|[^<]+/g) ?? []
  return { modelInput, tokens: pieces.map((text) => ({ text, isSpecial: text.startsWith('<|') })) }
}

const signs = { shared: '', own: '~', special: '#' }
const show = (inputs: readonly string[]) =>
  markRenderings(inputs.map(rendering)).map((parts) =>
    parts.map(({ mark, text }) => `${signs[mark]}${text}${signs[mark]}`).join(''),
  )

it('marks what the form of each kind adds to the one prompt', () => {
  expect(
    show([
      '<|bos|>Be brief.\n\nQ: How many balls?\nA:',
      '<|bos|><|user|>Be brief.\n\nHow many balls?<|end|><|assistant|>',
      '<|bos|><|system|>Be brief.<|end|><|user|>How many balls?<|end|><|assistant|>',
    ]),
  ).toEqual([
    '#<|bos|>#Be brief.~\n\nQ: ~How many balls?~\nA:~',
    '#<|bos|>##<|user|>#Be brief.~\n\n~How many balls?#<|end|>##<|assistant|>#',
    '#<|bos|>##<|system|>#Be brief.#<|end|>##<|user|>#How many balls?#<|end|>##<|assistant|>#',
  ])
})

it('loses no character of what is read', () => {
  const inputs = ['<|bos|>问：罗杰有 5 个球。\n答：', '<|bos|><|user|>罗杰有 5 个球。<|end|>']
  const parts = markRenderings(inputs.map(rendering))
  expect(parts.map((list) => list.map(({ text }) => text).join(''))).toEqual(inputs)
})

it('takes text that looks like a special token for text', () => {
  const input = 'Say <|end|> now'
  const parts = markRenderings([{ modelInput: input, tokens: [{ text: input, isSpecial: false }] }])
  expect(parts).toEqual([[{ mark: 'shared', text: input }]])
})

it('finds nothing in common where there is nothing', () => {
  expect(show(['Alpha', 'Beta'])).toEqual(['~Alpha~', '~Beta~'])
  expect(show(['', ''])).toEqual(['', ''])
})
