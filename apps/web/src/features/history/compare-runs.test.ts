import { aGeneration, aRun, aRunRequest, aStep, aVariant } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { describeAsked } from './asked-text.ts'
import { compareOutputs, pairVariants } from './compare-runs.ts'

const wrote = (text: string, finishedAt: number | null = 1) =>
  aGeneration({ steps: [aStep({ text })], finishedAt })

describe('two outputs', () => {
  it('are the same, different, or not known yet', () => {
    expect(compareOutputs(wrote('a'), wrote('a'))).toBe('same')
    expect(compareOutputs(wrote('a'), wrote('a '))).toBe('different')
    expect(compareOutputs(wrote('a'), wrote('a', null))).toBe('open')
  })
})

describe('the columns of two runs', () => {
  const of = (...columns: [string, string][]) => ({
    variants: columns.map(([id, modelId]) => aVariant({ id, modelId })),
  })

  it('belong together by their id, else by their model, each once', () => {
    const run = of(['a', 'base'], ['b', 'dialog'], ['c', 'dialog'], ['d', 'other'])
    const other = of(['x', 'dialog'], ['a', 'base'], ['c', 'dialog'], ['d', 'base'])
    expect([...pairVariants(run, other)]).toEqual([
      ['a', 'a'],
      ['c', 'c'],
      ['b', 'x'],
    ])
  })
})

it('describes what was asked so that every difference shows', () => {
  const { request } = aRun()
  const same = describeAsked(request, 0)
  expect(describeAsked(structuredClone(request), 0)).toBe(same)
  expect(same).toContain('# text\nRoger has {{balls}} tennis balls.')
  const changes = [
    { samples: 2 },
    { body: { ...request.body, system: 'Be brief.' } },
    { items: [{ values: [], reference: null }] },
    { items: request.items.map((item) => ({ ...item, reference: '11' })) },
    { variants: request.variants.map((one) => ({ ...one, parameters: { ...one.parameters, seed: 3 } })) },
    { variants: request.variants.slice(1) },
  ]
  for (const change of changes)
    expect(describeAsked(aRunRequest({ ...request, ...change }), 0)).not.toBe(same)
})
