import type { Variant } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, expandRun } from '../index.ts'

const variant = (id: string): Variant => ({
  id,
  modelId: 'wren-base',
  parameters: {
    temperature: 1,
    topP: 1,
    topK: null,
    minP: 0,
    repetitionPenalty: 1,
    maxTokens: 8,
    seed: 1,
    stop: [],
    exact: false,
  },
  reasoning: blankContent.reasoning,
})

describe('expanding a run', () => {
  it('makes variants × items × samples, in this order', () => {
    const planned = expandRun({
      variants: [variant('a'), variant('b')],
      items: [
        { values: [], reference: null },
        { values: [{ name: 'x', value: '1' }], reference: null },
      ],
      samples: 2,
    })
    expect(planned.map((one) => [one.variant.id, one.itemIndex, one.sampleIndex])).toEqual([
      ['a', 0, 0],
      ['a', 0, 1],
      ['a', 1, 0],
      ['a', 1, 1],
      ['b', 0, 0],
      ['b', 0, 1],
      ['b', 1, 0],
      ['b', 1, 1],
    ])
  })
})
