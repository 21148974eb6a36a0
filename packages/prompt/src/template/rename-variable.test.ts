import type { PromptContent } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, findAllVariables, renameVariable } from '../index.ts'

const example = { id: '1', isEnabled: false, inputs: ['{{topic}}'], reasoning: '{{ topic }}', output: 'x' }
const content: PromptContent = {
  ...blankContent,
  body: {
    ...blankContent.body,
    system: 'On {{topic}} and {{topics}}.',
    text: { template: '{{ topic}} \\{{topic}} {{topic}}{{topic' },
    data: {
      ...blankContent.body.data,
      preamble: '{{topic}}',
      examples: [example, { ...example, id: '2', inputs: [''], reasoning: '' }],
      query: ['{{topic}}'],
    },
    chat: {
      turns: [{ id: '1', role: 'user', template: '{{topic}}?' }],
      branches: [
        {
          id: 'b',
          afterTurnId: '1',
          place: 0,
          turns: [{ id: '2', role: 'assistant', template: '{{topic}}!' }],
        },
      ],
    },
  },
  values: [
    { name: 'topic', value: 'tea with {{topic}}' },
    { name: 'subject', value: 'left over' },
    { name: 'other', value: 'stays' },
  ],
}

describe('renaming a variable', () => {
  const renamed = renameVariable(content, 'topic', 'subject')

  it('reaches every template of every part, and leaves escaped and open braces alone', () => {
    const { system, text, data, chat } = renamed.body
    expect(system).toBe('On {{subject}} and {{topics}}.')
    expect(text.template).toBe('{{ subject}} \\{{topic}} {{subject}}{{topic')
    expect([data.preamble, ...data.query]).toEqual(['{{subject}}', '{{subject}}'])
    expect(data.examples[0]).toMatchObject({
      inputs: ['{{subject}}'],
      reasoning: '{{ subject }}',
      output: 'x',
    })
    expect(chat.turns[0]?.template).toBe('{{subject}}?')
    expect(chat.branches[0]?.turns[0]?.template).toBe('{{subject}}!')
  })

  it('reaches the prompts that columns have of their own', () => {
    const [column] = content.columns
    if (column === undefined) throw new Error('There is no column.')
    const own = { ...column, body: content.body }
    const [first] = renameVariable({ ...content, columns: [own] }, 'topic', 'subject').columns
    expect(first?.body?.system).toBe('On {{subject}} and {{topics}}.')
  })

  it('takes the value along, as it is, in the place of what the new name had', () => {
    expect(renamed.values).toEqual([
      { name: 'subject', value: 'tea with {{topic}}' },
      { name: 'other', value: 'stays' },
    ])
  })

  it('keeps the value of the new name when the old one has none', () => {
    const values = [{ name: 'subject', value: 'kept' }]
    expect(renameVariable({ ...content, values }, 'topic', 'subject').values).toEqual(values)
  })

  it('leaves what does not change the same object', () => {
    expect(renamed.body.data.examples[1]).toBe(content.body.data.examples[1])
    expect(renameVariable(content, 'absent', 'x').body).toBe(content.body)
  })
})

describe('all variables of a prompt', () => {
  it('are those of every part, first those that a run needs', () => {
    const body = {
      ...content.body,
      text: { template: '{{first}}' },
      chat: {
        turns: [],
        branches: [
          {
            id: 'b',
            afterTurnId: null,
            place: 0,
            turns: [{ id: '1', role: 'user' as const, template: '{{aside}}' }],
          },
        ],
      },
    }
    expect(findAllVariables(body)).toEqual(['topic', 'topics', 'first', 'aside'])
  })
})
