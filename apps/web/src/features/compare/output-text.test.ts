// @vitest-environment node
import { aGeneration, aPromptBody, aRunRequest, aStep } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { assistantTurn } from './assistant-turn.ts'
import { outputText, readJson } from './output-text.ts'

describe('the text of an output', () => {
  it('is what was written, without the space it begins with', () => {
    expect(outputText(aGeneration({ steps: [aStep({ text: ' Eleven.\n' })] }))).toBe('Eleven.\n')
    expect(outputText(aGeneration({ steps: [] }))).toBe('')
  })

  it('has the reasoning before the answer where they were told apart', () => {
    const { reasoning } = aGeneration()
    const generation = aGeneration({
      reasoning: { ...reasoning, strategy: 'zero-shot' },
      steps: [aStep({ kind: 'reasoning', text: ' 5 and 6.' }), aStep({ kind: 'answer', text: ' 11.' })],
      reasoningText: '5 and 6.',
      answer: '11',
    })
    expect(outputText(generation)).toBe('5 and 6.\n\n11')
    expect(outputText({ ...generation, reasoningText: null, answer: null })).toBe('5 and 6.\n11.')
  })
})

describe('a turn for the chat', () => {
  const generation = aGeneration({ steps: [aStep({ text: ' are you?' })] })
  const ask = (role: 'user' | 'assistant', template: string) =>
    aRunRequest({
      body: aPromptBody({ type: 'chat', chat: { turns: [{ id: 'a', role, template }], branches: [] } }),
      items: [{ values: [{ name: 'name', value: 'Mia' }], reference: null }],
    })

  it('is what was written', () => {
    expect(assistantTurn({ generation, request: ask('user', 'Hi') })).toBe('are you?')
  })

  it('has the beginning that the model was given', () => {
    expect(assistantTurn({ generation, request: ask('assistant', 'Hi {{name}}, how') })).toBe(
      'Hi Mia, how are you?',
    )
  })
})

it.each([
  ['{"a": [1]}', { a: [1] }],
  [' [1, 2] ', [1, 2]],
  ['```json\n{"a": 1}\n```', { a: 1 }],
  ['```\n[true]\n```\n', [true]],
  ['42', undefined],
  ['"text"', undefined],
  ['null', undefined],
  ['{"a": 1', undefined],
  ['Here: {"a": 1}', undefined],
])('reads %j as JSON: %j', (text, value) => {
  expect(readJson(text)).toEqual(value)
})
