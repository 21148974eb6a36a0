import type { ModelPrompt } from '@trialogue/contract'
import { expect, it } from 'vitest'
import { appendReference } from '../index.ts'

const text = (before: string): ModelPrompt => ({ form: 'text', text: before })

it.each([
  ['Q: 2 + 3?\nA:', '5', 'Q: 2 + 3?\nA: 5'],
  ['Q: 2 + 3?\nA:', ' 5\n', 'Q: 2 + 3?\nA: 5'],
  ['Answer: ', '5', 'Answer: 5'],
  ['Answer:\n', '5', 'Answer:\n5'],
  ['法国的首都是', '巴黎', '法国的首都是巴黎'],
  ['答：', '巴黎', '答：巴黎'],
  ['Capital of France:', '巴黎', 'Capital of France: 巴黎'],
  ['', '5', '5'],
])('an expected answer behind %j', (before, reference, expected) => {
  expect(appendReference(text(before), reference)).toEqual(text(expected))
})

it('begins the assistant’s turn, or goes on with what it begins with', () => {
  const chat: ModelPrompt = { form: 'chat', messages: [{ role: 'user', content: 'Hi' }], assistantPrefix: '' }
  expect(appendReference(chat, '5')).toEqual({ ...chat, assistantPrefix: '5' })
  expect(appendReference({ ...chat, assistantPrefix: 'It is' }, '5')).toEqual({
    ...chat,
    assistantPrefix: 'It is 5',
  })
})
