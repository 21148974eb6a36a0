import { aGeneration, aPromptContent, aRunRequest } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { appendExample } from './append-example.ts'
import { openContent, openedContent } from './test-page.tsx'

const base = aPromptContent()
const data = { ...base.body.data, query: ['a {{size}} {{beast}}'] }
const body = { ...base.body, type: 'data' as const, data }
const values = [
  { name: 'size', value: 'big' },
  { name: 'beast', value: '{{x}}' },
]
const request = aRunRequest({ body, items: [{ values, reference: null }] })
const lastExample = () => openedContent().body.data.examples.at(-1)

it('adds the case as it was filled in, and what was written for it, word by word', () => {
  openContent({ ...base, body })
  appendExample(request, aGeneration(), ' in {{a}} hive\n')
  expect(openedContent().body.data.examples).toHaveLength(3)
  expect(lastExample()).toMatchObject({
    isEnabled: true,
    inputs: ['a big \\{{x}}'],
    reasoning: '',
    output: 'in \\{{a}} hive',
  })
})

it('keeps reasoning and answer apart, and has a cell for every header', () => {
  openContent({ ...base, body: { ...body, data: { ...data, inputHeaders: ['Animal', 'Where'] } } })
  appendExample(request, aGeneration({ reasoningText: 'It buzzes.', answer: 'hive' }), 'It buzzes. So: hive')
  expect(lastExample()).toMatchObject({
    inputs: ['a big \\{{x}}', ''],
    reasoning: 'It buzzes.',
    output: 'hive',
  })
})

it('does nothing to a prompt, or with a run, that has no table', () => {
  openContent(base)
  appendExample(request, aGeneration(), 'hive')
  expect(openedContent()).toBe(base)
  const content = { ...base, body }
  openContent(content)
  appendExample(aRunRequest(), aGeneration(), 'hive')
  expect(openedContent()).toBe(content)
})
