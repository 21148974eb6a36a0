import {
  answerFormatSchema,
  type PromptBody,
  reasoningSchema,
  reasoningStrategySchema,
} from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, extractionTriggers, reasoningTriggers, strategyAvailability } from '../index.ts'

const withExample = (isEnabled: boolean, reasoning: string): PromptBody => ({
  ...blankContent.body,
  type: 'data',
  data: {
    ...blankContent.body.data,
    examples: [{ id: '1', isEnabled, inputs: ['2 + 2'], reasoning, output: '4' }],
  },
})

describe('which strategies can be used', () => {
  it.each(['text', 'data', 'chat'] as const)('off and zero-shot always, with a %s prompt', (type) => {
    const body = { ...blankContent.body, type }
    expect(strategyAvailability('off', body)).toEqual({ isAvailable: true })
    expect(strategyAvailability('zero-shot', body)).toEqual({ isAvailable: true })
  })

  it('few-shot only with a data prompt', () => {
    const unavailable = { isAvailable: false, reason: 'not-a-data-prompt' }
    expect(strategyAvailability('few-shot', { ...withExample(true, '2 and 2'), type: 'text' })).toEqual(
      unavailable,
    )
    expect(strategyAvailability('few-shot', { ...withExample(true, '2 and 2'), type: 'chat' })).toEqual(
      unavailable,
    )
  })

  it('few-shot only with an enabled example that has its reasoning', () => {
    const unavailable = { isAvailable: false, reason: 'no-worked-examples' }
    expect(strategyAvailability('few-shot', withExample(true, '2 and 2 is 4.'))).toEqual({
      isAvailable: true,
    })
    expect(strategyAvailability('few-shot', withExample(false, '2 and 2 is 4.'))).toEqual(unavailable)
    expect(strategyAvailability('few-shot', withExample(true, ' \n'))).toEqual(unavailable)
  })

  it('answers for every strategy of the contract', () => {
    for (const id of reasoningStrategySchema.options) {
      expect(strategyAvailability(id, blankContent.body)).toHaveProperty('isAvailable')
    }
  })
})

describe('the phrases', () => {
  it('begin with the default trigger of the contract and differ from each other', () => {
    expect(reasoningTriggers[0]).toBe(reasoningSchema.parse({}).trigger)
    expect(new Set(reasoningTriggers).size).toBe(reasoningTriggers.length)
  })

  it('extract every answer format', () => {
    expect(Object.keys(extractionTriggers).sort()).toEqual([...answerFormatSchema.options].sort())
    expect(extractionTriggers.number).toBe('Therefore, the answer (arabic numerals) is')
  })
})
