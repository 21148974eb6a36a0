import type { PromptBody } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, findVariables } from '../index.ts'

const body: PromptBody = {
  ...blankContent.body,
  system: 'You are {{persona}}.',
  text: { template: '{{question}} {{persona}}' },
  data: {
    preamble: '{{style}}',
    inputHeaders: ['{{not-a-template}}', 'B'],
    outputHeader: 'Out',
    examples: [
      {
        id: '1',
        isEnabled: true,
        inputs: ['{{in1}}', '{{in2}}', '{{stray}}'],
        reasoning: '{{why}}',
        output: '{{out}}',
      },
      { id: '2', isEnabled: false, inputs: ['{{off}}'], reasoning: '{{off}}', output: '{{off}}' },
    ],
    query: ['{{query}}'],
  },
  chat: {
    turns: [
      { id: '1', role: 'user', template: '{{turn1}}' },
      { id: '2', role: 'assistant', template: '{{turn2}} {{turn1}}' },
    ],
    branches: [
      { id: 'b', afterTurnId: '1', place: 0, turns: [{ id: '3', role: 'user', template: '{{aside}}' }] },
    ],
  },
}

describe('finding the variables of a prompt', () => {
  it.each([
    ['text', ['persona', 'question']],
    ['data', ['persona', 'style', 'in1', 'in2', 'why', 'out', 'query']],
    ['chat', ['persona', 'turn1', 'turn2']],
  ] as const)('reads the system text and the active part of a %s prompt, in order', (type, names) => {
    expect(findVariables({ ...body, type })).toEqual(names)
  })

  it('finds those that can be found in a template that is not in order', () => {
    expect(findVariables({ ...blankContent.body, text: { template: '{{a}} {{b c}} {{' } })).toEqual(['a'])
  })
})
