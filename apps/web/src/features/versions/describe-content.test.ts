import { defaultParameters, type PromptContent, reasoningSchema } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { compareSettings } from './compare-settings.ts'
import { describeContent } from './describe-content.ts'

const content: PromptContent = {
  body: {
    type: 'data',
    system: '',
    completionFrame: 'question-answer',
    text: { template: 'unused while the type is data' },
    data: {
      preamble: 'Solve.',
      inputHeaders: ['Question'],
      outputHeader: 'Answer',
      examples: [
        { id: 'x', isEnabled: true, inputs: ['1 + 1?'], reasoning: '1 + 1 = 2.', output: '2' },
        { id: 'y', isEnabled: false, inputs: ['2 + 2?'], reasoning: '', output: '4' },
      ],
      query: ['{{n}} + 1?'],
    },
    chat: { turns: [], branches: [] },
  },
  values: [{ name: 'n', value: '5' }],
  reference: '',
  reasoning: reasoningSchema.parse({}),
  columns: [{ id: 'a', modelId: 'wren-base', parameters: defaultParameters, body: null }],
  samples: 1,
}

describe('describeContent', () => {
  it('writes the active part as readable lines', () => {
    expect(describeContent(content)).toBe(
      [
        '# preamble\nSolve.',
        '# example 1\nQuestion: 1 + 1?\n(reasoning) 1 + 1 = 2.\nAnswer: 2',
        '# example 2 (off)\nQuestion: 2 + 2?\nAnswer: 4',
        '# query\nQuestion: {{n}} + 1?',
        '# values\nn: 5',
        '# columns\nwren-base\n',
      ].join('\n\n'),
    )
  })

  it('writes the prompt that a column has of its own after all columns', () => {
    const own = { ...content.body, type: 'text' as const, system: 'Be brief.', text: { template: 'Why?' } }
    const columns = content.columns.map((column) => ({ ...column, body: own }))
    const described = describeContent({ ...content, columns })
    expect(described.split('# columns\n')[1]).toBe(
      'wren-base\n\n# column 1: system\nBe brief.\n\n# column 1: text\nWhy?\n',
    )
  })

  it('does not change with the ids of rows', () => {
    const [first, second] = content.body.data.examples
    const renamed = {
      ...content,
      body: {
        ...content.body,
        data: {
          ...content.body.data,
          examples: [first, second].flatMap((row) => (row ? [{ ...row, id: 'z' }] : [])),
        },
      },
    }
    expect(describeContent(renamed)).toBe(describeContent(content))
  })
})

describe('compareSettings', () => {
  it('lists what differs, with both values', () => {
    const after: PromptContent = {
      ...content,
      samples: 3,
      reasoning: { ...content.reasoning, strategy: 'zero-shot', trigger: ' ' },
      columns: [
        { id: 'a', modelId: 'wren-base', parameters: { ...defaultParameters, temperature: 0.7 }, body: null },
        { id: 'b', modelId: 'wren-dialog', parameters: defaultParameters, body: null },
      ],
    }
    const changed = compareSettings(content, after)
    expect(changed).toContainEqual({ path: 'samples', before: '1', after: '3' })
    expect(changed).toContainEqual({ path: 'reasoning.strategy', before: 'off', after: 'zero-shot' })
    expect(changed).toContainEqual({ path: 'columns.1.temperature', before: '0', after: '0.7' })
    expect(changed).toContainEqual({ path: 'columns.2.model', before: null, after: 'wren-dialog' })
    expect(changed).toContainEqual({
      path: 'reasoning.trigger',
      before: "Let's think step by step.",
      after: '" "',
    })
    expect(compareSettings(content, content)).toEqual([])
  })
})
