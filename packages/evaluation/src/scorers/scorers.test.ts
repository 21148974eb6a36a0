import { scorerConfigSchema, scoreSchema } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { scorers } from './registry.ts'
import { checkScorer, runScorer } from './run-scorer.ts'
import { scoreWith } from './testing-scorer.ts'

describe('matches', () => {
  it('exact: the same but for white space around', async () => {
    expect(await scoreWith('exact-match', {}, { answer: ' Yes ', reference: 'Yes' })).toMatchObject({
      value: true,
      isPass: true,
      type: 'boolean',
      category: 'scored',
    })
    expect((await scoreWith('exact-match', {}, { answer: 'yes', reference: 'Yes' })).value).toBe(false)
    expect(
      (await scoreWith('exact-match', { trim: false }, { answer: 'Yes ', reference: 'Yes' })).value,
    ).toBe(false)
  })

  it('any of several references', async () => {
    const input = { answer: 'grey', reference: 'gray | grey' }
    expect((await scoreWith('exact-match', { separator: '|' }, input)).value).toBe(true)
    expect((await scoreWith('exact-match', {}, input)).value).toBe(false)
  })

  it.each([
    ['The Eiffel Tower!', 'eiffel tower', true],
    ['Ｅｉｆｆｅｌ  tower', 'Eiffel Tower', true],
    ['Eiffel Towers', 'Eiffel Tower', false],
  ])('normalised: "%s" and "%s"', async (answer, reference, expected) => {
    expect((await scoreWith('normalised-match', {}, { answer, reference })).value).toBe(expected)
  })

  it.each([
    [{ texts: ['red', 'Blue'] }, false],
    [{ texts: ['red', 'Blue'], ignoreCase: true }, true],
    [{ texts: ['red', 'green'], which: 'any' }, true],
    [{ texts: ['green'], which: 'any' }, false],
    [{}, true],
  ])('contains %o', async (options, expected) => {
    const input = { answer: 'red and blue', reference: 'and' }
    expect((await scoreWith('contains', options, input)).value).toBe(expected)
  })

  it('can be turned round', async () => {
    const config = { id: 'contains', name: 'no apology', options: { texts: ['sorry'] }, isNegated: true }
    const outcome = { key: 'not-finished', values: {} } as const
    const score = await runScorer(scorerConfigSchema.parse(config), outcome)
    expect(score).toMatchObject({ name: 'no apology', category: 'error', value: null, isPass: null })
  })
})

describe('regex', () => {
  it.each([
    [{ pattern: '\\d{3}-\\d{4}' }, 'call 555-1234 now', true],
    [{ pattern: '^now$', multiline: true }, 'call\nnow', true],
    [{ pattern: 'CALL', ignoreCase: true }, 'call', true],
    [{ pattern: 'a.b', dotAll: true }, 'a\nb', true],
    [{ pattern: 'a.b' }, 'a\nb', false],
    [{ pattern: '\\p{Han}' }, '你好', true],
  ])('%o on "%s"', async (options, answer, expected) => {
    expect((await scoreWith('regex', options, { answer })).value).toBe(expected)
  })

  it('compares a group with the reference', async () => {
    const options = { pattern: 'total: (\\w+)', compareGroup: 1 }
    const input = { answer: 'The total: 12 apples', reference: '12' }
    expect((await scoreWith('regex', options, input)).value).toBe(true)
  })

  it('takes linear time where a backtracking engine would take years', async () => {
    const answer = `${'a'.repeat(50_000)}!`
    expect((await scoreWith('regex', { pattern: '^(a+)+$' }, { answer })).value).toBe(false)
    expect((await scoreWith('regex', { pattern: '(x+x+)+y' }, { answer: 'x'.repeat(50_000) })).value).toBe(
      false,
    )
  })

  it('refuses what is no pattern, or not a linear one', async () => {
    for (const pattern of ['(', '(?=a)', '(a)\\1', '(?:(?:a{1000}){1000}){1000}']) {
      const score = await scoreWith('regex', { pattern }, { answer: 'a' })
      expect(score).toMatchObject({ category: 'error', rationale: { key: 'pattern-invalid' } })
      const config = scorerConfigSchema.parse({ id: 'regex', name: 'r', options: { pattern } })
      expect(await checkScorer(config)).toMatchObject({ key: 'pattern-invalid' })
    }
  })
})

describe('answers that are numbers or letters', () => {
  it('numeric answer', async () => {
    const score = await scoreWith('numeric-answer', {}, { answer: 'So it is $1,234.', reference: '1234' })
    expect(score).toMatchObject({ value: true, rationale: { key: 'number-read', values: { read: 1234 } } })
  })

  it('an answer without a number is no answer, not a wrong one', async () => {
    const score = await scoreWith('numeric-answer', {}, { answer: 'I cannot tell.', reference: '5' })
    expect(score).toMatchObject({ category: 'no-answer', value: null, isPass: null })
  })

  it.each([
    ['B', 'B', true],
    ['b)', 'B', true],
    ['(c) because it is', 'C', true],
    ['A person would say the answer is D.', 'D', true],
    ['I think E', 'E', true],
    ['\\boxed{\\text{B}}', 'B', true],
    ['答案是 C', '(C)', true],
    ['B, not A', 'A', false],
  ])('multiple choice: "%s" against %s', async (answer, reference, expected) => {
    expect((await scoreWith('multiple-choice', {}, { answer, reference })).value).toBe(expected)
  })

  it('a text without a letter is no answer', async () => {
    const score = await scoreWith('multiple-choice', {}, { answer: 'Bananas are best', reference: 'B' })
    expect(score.category).toBe('no-answer')
  })

  it('by how likely a model finds the choices', async () => {
    const losses = new Map([
      ['a short one', { logprob: -4, tokenCount: 2 }],
      ['a much longer one', { logprob: -6, tokenCount: 6 }],
    ])
    const lossOf = async (text: string) => losses.get(text) ?? { logprob: -100, tokenCount: 1 }
    const options = { choices: [...losses.keys()] }
    const input = { reference: 'a much longer one' }
    const plain = await scoreWith('choice-likelihood', options, input, { lossOf })
    expect(plain).toMatchObject({ value: false, rationale: { values: { read: 'A', expected: 'B' } } })
    // e^-6 / (e^-4 + e^-6)
    expect(plain.rationale.values['expectedProbability']).toBeCloseTo(0.11920292202211755, 12)
    const perToken = await scoreWith('choice-likelihood', { ...options, isPerToken: true }, input, { lossOf })
    expect(perToken.value).toBe(true)
  })

  it('by the tokens recorded where the answer begins', async () => {
    const token = (id: number, text: string, logprob: number) => ({ id, text, logprob })
    const first = {
      ...token(1, ' B', -1),
      alternatives: [token(1, ' B', -1), token(2, ' A', -0.9), token(3, 'A', -3), token(4, 'x', -4)],
    }
    const options = { source: 'recorded', choiceCount: 2 }
    const score = await scoreWith('choice-likelihood', options, { reference: 'A', tokens: [first] })
    expect(score).toMatchObject({ value: true })
    const [a, b] = [Math.exp(-0.9) + Math.exp(-3), Math.exp(-1)]
    expect(score.rationale.values['probability']).toBeCloseTo(a / (a + b), 12)
  })
})

describe('JSON', () => {
  it.each([
    ['{"a": 1}', {}, true],
    ['```json\n{"a": 1}\n```', {}, true],
    ['```json\n{"a": 1}\n```', { allowFence: false }, false],
    ['[1]', { kind: 'object' }, false],
    ['[1]', { kind: 'array' }, true],
    ['{a: 1}', {}, false],
  ])('validity of %s with %o', async (answer, options, expected) => {
    expect((await scoreWith('json-validity', options, { answer })).value).toBe(expected)
  })

  const schema = {
    type: 'object',
    properties: { name: { type: 'string', pattern: '^(a+)+$' }, age: { type: 'integer', minimum: 0 } },
    required: ['name'],
    additionalProperties: false,
  }
  it.each([
    ['{"name": "aaa", "age": 3}', true],
    ['{"name": "aaa", "age": -3}', false],
    ['{"age": 3}', false],
    ['{"name": "aaa", "x": 1}', false],
    ['{"name": "aab"}', false],
    ['not JSON', false],
  ])('schema of %s', async (answer, expected) => {
    expect((await scoreWith('json-schema', { schema }, { answer })).value).toBe(expected)
  })

  it('runs patterns in linear time', async () => {
    const answer = `{"name": "${'a'.repeat(10_000)}!"}`
    expect((await scoreWith('json-schema', { schema }, { answer })).value).toBe(false)
  })

  it('reads draft 7 as well, and refuses what is no schema', async () => {
    const draft7 = { $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'number' }] }
    expect((await scoreWith('json-schema', { schema: draft7 }, { answer: '["x"]' })).value).toBe(false)
    const broken = await scoreWith('json-schema', { schema: { type: 'nothing' } }, { answer: '1' })
    expect(broken.rationale.key).toBe('schema-invalid')
    const remote = { $ref: 'https://example.com/schema.json' }
    expect((await scoreWith('json-schema', { schema: remote }, { answer: '1' })).category).toBe('error')
  })
})

describe('figures', () => {
  it('length in each unit', async () => {
    const answer = 'One two. Three!\n你好'
    const value = async (unit: string) =>
      (await scoreWith('length', { unit }, { answer, completionTokens: 9 })).value
    expect(await value('characters')).toBe(18)
    expect(await value('words')).toBe(4)
    expect(await value('lines')).toBe(2)
    expect(await value('sentences')).toBe(3)
    expect(await value('tokens')).toBe(9)
  })

  it('latency, also without an answer', async () => {
    expect(await scoreWith('latency', {}, { latencyMs: 1_200 })).toMatchObject({ value: 1_200, isPass: null })
    expect(
      (await scoreWith('latency', { per: 'token' }, { latencyMs: 900, completionTokens: 9 })).value,
    ).toBe(100)
    expect((await scoreWith('latency', {}, {})).category).toBe('error')
  })

  it('pass within the limits of the experiment', async () => {
    const config = scorerConfigSchema.parse({ id: 'length', name: 'short', pass: { min: null, max: 2 } })
    const outcome = {
      answer: 'one two three',
      reference: null,
      variables: new Map(),
      question: '',
      otherAnswer: null,
      latencyMs: null,
      completionTokens: null,
      tokens: [],
    }
    expect(await runScorer(config, outcome)).toMatchObject({ value: 3, isPass: false })
    expect(await runScorer({ ...config, isNegated: true }, outcome)).toMatchObject({ isPass: true })
  })

  it('overlaps take the best of several references', async () => {
    const input = { answer: 'a big cat', reference: 'a small dog | a big cat' }
    for (const id of ['levenshtein', 'rouge-l', 'bleu', 'chrf'] as const) {
      const score = await scoreWith(id, { separator: '|' }, input)
      expect(score.value).toBeCloseTo(id === 'levenshtein' || id === 'rouge-l' ? 1 : 100, 9)
    }
  })

  it('refuse to compare what would take for ever', async () => {
    const answer = 'x'.repeat(30_000)
    const score = await scoreWith('levenshtein', {}, { answer, reference: 'y' })
    expect(score).toMatchObject({ category: 'error', rationale: { key: 'too-long' } })
  })

  it('perplexity of the reference', async () => {
    const lossOf = async () => ({ logprob: -6, tokenCount: 3 })
    const score = await scoreWith('reference-perplexity', {}, { reference: 'Paris' }, { lossOf })
    expect(score.value).toBeCloseTo(Math.exp(2), 12)
    const impossible = async () => ({ logprob: Number.NEGATIVE_INFINITY, tokenCount: 3 })
    const endless = await scoreWith(
      'reference-perplexity',
      {},
      { reference: 'Paris' },
      { lossOf: impossible },
    )
    expect(scoreSchema.parse(endless).category).toBe('error')
  })
})

describe('what cannot be scored is a record that says why', () => {
  it.each([
    ['no answer', { answer: null, reference: '5' }, 'no-answer'],
    ['no reference', { answer: '5', reference: null }, 'no-reference'],
  ] as const)('%s', async (_, input, category) => {
    expect(await scoreWith('exact-match', {}, input)).toMatchObject({ category, value: null, isPass: null })
  })

  it('nobody to ask, nobody to measure, wrong options', async () => {
    expect((await scoreWith('rubric-judge', { criteria: 'kind' }, { answer: 'x' })).rationale).toEqual({
      key: 'need-missing',
      values: { need: 'judge' },
    })
    expect((await scoreWith('reference-perplexity', {}, { reference: 'x' })).rationale.key).toBe(
      'need-missing',
    )
    expect((await scoreWith('regex', { pattern: 3 }, { answer: 'x' })).rationale.key).toBe('options-invalid')
    expect((await scoreWith('length', { colour: 1 }, { answer: 'x' })).rationale.key).toBe('options-invalid')
  })

  it('a helper that fails', async () => {
    const lossOf = async () => {
      throw new Error('the model went away')
    }
    const score = await scoreWith('reference-perplexity', {}, { reference: 'x' }, { lossOf })
    expect(score).toMatchObject({ category: 'error', rationale: { key: 'scorer-failed' } })
  })

  it('every record fits the contract, however long its texts', async () => {
    const long = 'word '.repeat(30_000)
    for (const id of ['exact-match', 'normalised-match', 'contains', 'regex', 'length'] as const) {
      const options = id === 'regex' ? { pattern: '(?s).*' } : {}
      const score = await scoreWith(id, options, { answer: long, reference: long })
      expect(() => scoreSchema.parse(score)).not.toThrow()
    }
  })
})

it('every scorer has its own id, and options that a form can be made of', () => {
  for (const [id, scorer] of Object.entries(scorers)) {
    expect(scorer.id).toBe(id)
    expect(scorer.nameKey).toBe(`scorer.${id}`)
    expect(() => z.toJSONSchema(scorer.options)).not.toThrow()
  }
})
