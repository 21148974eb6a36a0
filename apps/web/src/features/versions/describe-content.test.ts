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
      before: 'null',
      after: '" "',
    })
    expect(compareSettings(content, content)).toEqual([])
  })
})

describe('a comparison', () => {
  const example = { id: 'x', isEnabled: true, inputs: ['1'], reasoning: 'one', output: '1' }
  const turn = { id: 't', role: 'user' as const, template: 'Hello' }
  const body = {
    ...content.body,
    system: 'Be brief.',
    data: { ...content.body.data, examples: [example] },
    chat: { turns: [turn], branches: [{ id: 'b', afterTurnId: 't', place: 1, turns: [turn] }] },
  }
  const everything: PromptContent = {
    ...content,
    reference: '6',
    columns: [{ id: 'a', modelId: 'wren-base', parameters: { ...defaultParameters, stop: ['\n'] }, body }],
  }

  /** Every place in a value where there is no object: `columns`, `0`, `parameters`, `temperature`. */
  function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
    if (typeof value !== 'object' || value === null) return [path]
    return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
  }
  function change(value: unknown, [key, ...rest]: readonly string[]): unknown {
    if (key === undefined) return typeof value === 'boolean' ? !value : `${value}!`
    const inner: unknown = Reflect.get(value as object, key)
    return Object.assign(Array.isArray(value) ? [...value] : { ...(value as object) }, {
      [key]: change(inner, rest),
    })
  }
  const tells = (before: PromptContent, after: PromptContent) =>
    describeContent(before) !== describeContent(after) || compareSettings(before, after).length > 0

  /** Ids only hold rows together. Texts of the other types of prompt stay out of sight until the type is chosen. */
  const isHidden = (path: readonly string[], type: string) =>
    path.at(-1) === 'id' ||
    path.includes('afterTurnId') ||
    (path.includes('body') && ['text', 'data', 'chat'].some((part) => part !== type && path.includes(part)))

  it.each(['text', 'data', 'chat'] as const)('shows whatever differs in a %s prompt', (type) => {
    const shown = { ...everything, body: { ...body, type } }
    const before: PromptContent = {
      ...shown,
      columns: shown.columns.map((column) => ({ ...column, body: { ...body, type } })),
    }
    const missed = leavesOf(before)
      .filter((path) => path.at(-1) !== 'type' && !isHidden(path, type))
      .filter((path) => !tells(before, change(before, path) as PromptContent))
    expect(missed).toEqual([])
    expect(leavesOf(before).length).toBeGreaterThan(50)
  })
})
