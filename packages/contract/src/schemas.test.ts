import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  defaultParameters,
  modelFileSchema,
  modelIdSchema,
  pageQuerySchema,
  parametersSchema,
  promptContentSchema,
  reasoningSchema,
  runRequestSchema,
} from './index.ts'

const body = {
  type: 'data',
  system: '',
  completionFrame: 'question-answer',
  text: { template: '' },
  data: {
    preamble: '',
    inputHeaders: ['Question'],
    outputHeader: 'Answer',
    examples: [{ id: '1', isEnabled: true, inputs: ['1 + 1'], reasoning: '', output: '2' }],
    query: ['{{sum}}'],
  },
  chat: { turns: [{ id: '1', role: 'user', template: 'Hi' }] },
}
const column = { id: 'a', modelId: 'wren-base', parameters: {} }
const content = {
  body,
  values: [{ name: 'sum', value: '2 + 2' }],
  reasoning: {},
  columns: [column],
  samples: 1,
}
const request = {
  promptId: null,
  promptVersion: null,
  body,
  variants: [{ ...column, reasoning: { strategy: 'zero-shot' } }],
  items: [{ values: [{ name: '__proto__', value: 'only a name' }] }],
  samples: 1,
  topLogprobs: null,
}

/** `place: keys` of every field that is refused because nobody knows it. */
function unknownFields(schema: z.ZodType, value: unknown): string[] {
  const issues = schema.safeParse(value).error?.issues ?? []
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? [`${issue.path.join('.')}: ${issue.keys.join(' ')}`] : [],
  )
}

describe('what a request may hold', () => {
  it('is filled up with defaults', () => {
    const parsed = runRequestSchema.parse(request)
    expect(parsed.variants[0]).toEqual({
      ...column,
      parameters: defaultParameters,
      reasoning: { ...reasoningSchema.parse({}), strategy: 'zero-shot' },
    })
    expect(promptContentSchema.parse(content)).toMatchObject({
      body: { chat: { branches: [] } },
      reasoning: reasoningSchema.parse({}),
      reference: '',
    })
  })

  it('has names of object members as ordinary variable names', () => {
    expect(runRequestSchema.parse(request).items[0]?.values).toEqual([
      { name: '__proto__', value: 'only a name' },
    ])
  })

  it('is refused with the name and the place of each unknown field', () => {
    const [variant] = request.variants
    expect(
      unknownFields(runRequestSchema, {
        ...request,
        model: 'x',
        body: { ...body, data: { ...body.data, header: 'x' } },
        variants: [{ ...variant, parameters: { temperatur: 1, top_p: 1 } }],
      }),
    ).toEqual(['body.data: header', 'variants.0.parameters: temperatur top_p', ': model'])
    expect(
      unknownFields(promptContentSchema, { ...content, columns: [{ ...column, kind: 'base' }] }),
    ).toEqual(['columns.0: kind'])
  })

  it.each([
    ['no variants', { variants: [] }],
    ['nine variants', { variants: Array.from({ length: 9 }, () => request.variants[0]) }],
    ['no samples', { samples: 0 }],
    ['no items', { items: [] }],
    ['a version that is no number', { promptVersion: 'latest' }],
    ['21 alternatives', { topLogprobs: 21 }],
  ])('is refused with %s', (_, change) => {
    expect(runRequestSchema.safeParse(request).success).toBe(true)
    expect(runRequestSchema.safeParse({ ...request, ...change }).success).toBe(false)
  })
})

describe('parameters', () => {
  it('are greedy and unrestricted by default', () => {
    expect(defaultParameters).toEqual({
      temperature: 0,
      topP: 1,
      topK: null,
      minP: 0,
      repetitionPenalty: 1,
      maxTokens: 128,
      seed: null,
      stop: [],
      exact: false,
    })
  })

  it.each([
    { temperature: -0.1 },
    { temperature: 2.1 },
    { topP: 0 },
    { topK: 0 },
    { seed: 2 ** 32 },
    { stop: [''] },
  ])('refuse %j', (parameters) => expect(parametersSchema.safeParse(parameters).success).toBe(false))
})

describe('names that become paths', () => {
  it.each(['model.onnx', 'onnx/model.onnx', 'a..b/c'])('a model file may be %s', (path) => {
    expect(modelFileSchema.shape.path.safeParse(path).success).toBe(true)
  })

  it.each(['/etc/passwd', '../x', 'a/../../x', 'a/..', '..', 'C:\\x', 'a b', ''])(
    'a model file is never %j',
    (path) => {
      expect(modelFileSchema.shape.path.safeParse(path).success).toBe(false)
    },
  )

  it('a model id is readable', () => {
    for (const id of ['wren-base', 'hf:org/name', 'endpoint:lab/model@2'])
      expect(modelIdSchema.parse(id)).toBe(id)
    for (const id of ['', ' x', '.hidden', 'a b', 'a\nb'])
      expect(modelIdSchema.safeParse(id).success).toBe(false)
  })
})

describe('a page of a list', () => {
  it('reads its limit from a query string', () => {
    expect(pageQuerySchema.parse({ limit: '20', cursor: 'x' })).toEqual({ limit: 20, cursor: 'x' })
    expect(pageQuerySchema.parse({})).toEqual({ limit: 50 })
    expect(pageQuerySchema.safeParse({ limit: '0' }).success).toBe(false)
  })
})
