import { scorerConfigSchema } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import type { ScoreInput } from './define-scorer.ts'
import { checkScorer } from './run-scorer.ts'
import { scoreWith } from './testing-scorer.ts'

const input: Partial<ScoreInput> = {
  answer: 'The total is 12 apples.\nThanks!',
  reference: '12',
  variables: new Map([
    ['colour', 'red'],
    ['first name', 'Zoë'],
    ['__proto__', 'a plain value'],
  ]),
  latencyMs: 800,
  completionTokens: 9,
}
const valueIn = async (source: string) => (await scoreWith('expression', { source }, input)).value

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['-2 - -3', 1],
    ['7 % 4 / 2', 1.5],
    ['10 - 4 - 3', 3],
    ['"a" + "b" == "ab"', true],
    ['1 < 2 and not (2 < 1)', true],
    ['1 < 2 && !(2 < 1) || false', true],
    ['"b" >= "a"', true],
    ['1 == "1"', false],
    ['[1, [2, "x"]] == [1, [2, "x"]]', true],
    ['number(output) == number(reference)', true],
    ['output == reference ? 1 : contains(output, reference) ? 0.5 : 0', 0.5],
    ['length(words(output))', 6],
    ['lines(output)[0]', 'The total is 12 apples.'],
    ['lines(output)[-1]', 'Thanks!'],
    ['lines(output)[9] == null', true],
    ['matches(output, "(?i)TOTAL is \\\\d+")', true],
    ['extract(output, "is (\\\\d+)")', '12'],
    ['extract(output, "pears") == null', true],
    ['count(output, "a")', 3],
    ['replace(output, "12", "13") != output', true],
    ['upper(trim("  x ")) + lower("Y")', 'Xy'],
    ['slice("abcdef", 1, 3) + slice("abc", -1)', 'bcc'],
    ['join(split("a,b,c", ","), "-")', 'a-b-c'],
    ['round(2 / 3, 2) + floor(1.9) + ceil(0.1) + abs(-1)', 3.67],
    ['max(1, min(5, 3)) + sum([1, 2, 3])', 9],
    ['similarity("kitten", "sitting") > 0.5', true],
    ['isJson(output)', false],
    ['vars.colour == "red" and vars["first name"] == "Zoë"', true],
    ['latencyMs < 1000 and tokens == 9', true],
    ['startsWith(output, \'The\') and endsWith(output, "Thanks!")', true],
    ['"tab\\tquote\\"" + text(3)', 'tab\tquote"3'],
    ['contains([1, 2], 2)', true],
    ['false and 1 / "x" == 1', false],
    ['matches(lines(output)[0], "^[A-Z].*\\\\.$") and not contains(output, "sorry")', true],
    ['contains(lower(output), vars.colour) ? 1 : 0', 0],
    ['vars["__proto__"]', 'a plain value'],
  ])('%s', async (source, expected) => {
    expect(await valueIn(source)).toEqual(expected)
  })

  it('gives a score of the type of its value', async () => {
    expect((await scoreWith('expression', { source: 'true' }, input)).type).toBe('boolean')
    expect((await scoreWith('expression', { source: '1' }, input)).type).toBe('numeric')
    expect((await scoreWith('expression', { source: '"good"' }, input)).type).toBe('category')
  })

  it('needs what it mentions', async () => {
    expect((await scoreWith('expression', { source: 'reference == "x"' }, { answer: 'x' })).category).toBe(
      'no-reference',
    )
    expect((await scoreWith('expression', { source: 'length(output)' }, {})).category).toBe('no-answer')
    expect((await scoreWith('expression', { source: 'latencyMs' }, { latencyMs: 5 })).value).toBe(5)
  })
})

describe('what is no expression, or comes to nothing, is an error score', () => {
  it.each([
    ['1 +', 'breaks off'],
    ['1 2', 'unexpected'],
    ['(1', 'missing'],
    ['foo', 'nothing is called foo'],
    ['foo(1)', 'no function foo'],
    ['lower(1)', 'a text is needed'],
    ['lower()', 'takes 1'],
    ['1 + "a"', 'a number is needed'],
    ['"a" - "b"', 'cannot be combined'],
    ['1 and true', 'true or false'],
    ['vars.size', 'no variable size'],
    ['1 / 0', 'finite'],
    ['[1]', 'comes to no'],
    ['null', 'comes to no'],
    ['#', 'means nothing'],
    ['"open', 'means nothing'],
    ['matches(output, "(")', ''],
  ])('%s', async (source, problem) => {
    const score = await scoreWith('expression', { source }, input)
    expect(score).toMatchObject({ category: 'error', rationale: { key: 'expression-invalid' } })
    expect(score.rationale.values['problem']).toContain(problem)
  })

  it('is told before anything is run', async () => {
    const check = (source: string) =>
      checkScorer(scorerConfigSchema.parse({ id: 'expression', name: 'x', options: { source } }))
    expect(await check('1 +')).toMatchObject({ key: 'expression-invalid' })
    expect(await check('output == reference')).toBeNull()
  })
})

describe('nothing gets out', () => {
  it.each([
    'output.constructor',
    'output["constructor"]',
    'vars.constructor',
    'vars["constructor"]["prototype"]',
    'constructor',
    '__proto__',
    'toString()',
    'constructor("return process")()',
    'lower.call',
    '[]["map"]',
    '[].constructor',
    'globalThis',
    'process',
    'process.exit(1)',
    'require("fs")',
    'import("fs")',
    'this',
    'eval("1")',
    'Function("return 1")()',
    '`1`',
    'output = "x"',
    '(() => 1)()',
    'function () { }',
    'new Date()',
    'hasOwnProperty("x")',
    'length.constructor',
    'vars.__defineGetter__',
    '"a".length',
    '1;2',
    '1, 2',
    'a => a',
  ])('%s', async (source) => {
    const score = await scoreWith('expression', { source }, input)
    expect(score).toMatchObject({ value: null, category: 'error', rationale: { key: 'expression-invalid' } })
  })

  it.each([
    [
      'text beyond all bounds',
      `replace(${'replace('.repeat(8)}"${'a'.repeat(99)}"${`, "a", "${'a'.repeat(99)}")`.repeat(9)}`,
    ],
    ['many comparisons', `${Array.from({ length: 20 }, () => 'similarity(vars.big, vars.big)').join(' + ')}`],
    ['many parts', `${Array.from({ length: 30 }, () => 'length(split(vars.big, ""))').join(' + ')}`],
    ['brackets without end', `${'('.repeat(1_000)}1${')'.repeat(1_000)}`],
    ['signs without end', `${'-'.repeat(3_000)}1`],
    ['nots without end', `${'!'.repeat(3_000)}true`],
    ['a chain without end', `1${'+1'.repeat(1_900)}`],
    ['a long source', `1${' + 1'.repeat(2_000)}`],
  ])('takes no more than its budget: %s', async (_, source) => {
    const variables = new Map([['big', 'ab'.repeat(10_000)]])
    const score = await scoreWith('expression', { source }, { variables })
    expect(score.category).toBe('error')
  })

  it('a long chain is fine, and a pattern that backtracks is not slow', async () => {
    expect(await valueIn(`1${'+1'.repeat(499)}`)).toBe(500)
    const variables = new Map([['big', 'a'.repeat(50_000)]])
    const source = 'matches(vars.big, "^(a+)+b$")'
    expect((await scoreWith('expression', { source }, { variables })).value).toBe(false)
  })
})
