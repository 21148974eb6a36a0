import {
  answerFormatSchema,
  defaultParameters,
  type ModelCapabilities,
  type ModelKind,
  type PromptBody,
  reasoningStrategySchema,
} from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import {
  blankContent,
  countPaths,
  extractionTriggers,
  pathsAvailability,
  planGeneration,
  reasoningTriggers,
  strategyAvailability,
} from '../index.ts'

const withExample = (isEnabled: boolean, reasoning: string): PromptBody => ({
  ...blankContent.body,
  type: 'data',
  data: {
    ...blankContent.body.data,
    examples: [{ id: '1', isEnabled, inputs: ['2 + 2'], reasoning, output: '4' }],
  },
})

const everything: ModelCapabilities = {
  chat: true,
  completion: true,
  logprobs: true,
  assistantPrefix: true,
  promptLogprobs: true,
  tokens: true,
  unsupported: [],
  thinking: true,
  forcedTokens: true,
}
const model = (kind: ModelKind, lacking: Partial<ModelCapabilities> = {}) => ({
  kind,
  capabilities: { ...everything, ...lacking },
})

const available = { isAvailable: true }
const unavailable = (reason: string) => ({ isAvailable: false, reason })

describe('which strategies fit a prompt', () => {
  it.each(['text', 'data', 'chat'] as const)('all but few-shot, a %s prompt', (type) => {
    const body = { ...blankContent.body, type }
    for (const id of reasoningStrategySchema.exclude(['few-shot']).options) {
      expect(strategyAvailability(id, body)).toEqual(available)
    }
  })

  it('few-shot only a data prompt', () => {
    for (const type of ['text', 'chat'] as const) {
      const body = { ...withExample(true, '2 and 2'), type }
      expect(strategyAvailability('few-shot', body)).toEqual(unavailable('not-a-data-prompt'))
    }
  })

  it('few-shot only with an enabled example that has its reasoning', () => {
    const none = unavailable('no-worked-examples')
    expect(strategyAvailability('few-shot', withExample(true, '2 and 2 is 4.'))).toEqual(available)
    expect(strategyAvailability('few-shot', withExample(false, '2 and 2 is 4.'))).toEqual(none)
    expect(strategyAvailability('few-shot', withExample(true, ' \n'))).toEqual(none)
  })
})

describe('which strategies a model can do', () => {
  it.each(['instruct', 'dialog'] as const)('all of them, a %s model that can do everything', (kind) => {
    for (const id of reasoningStrategySchema.options) {
      expect(strategyAvailability(id, withExample(true, 'Yes.'), model(kind))).toEqual(available)
    }
  })

  it.each([
    ['native', model('base'), 'no-chat-template'],
    ['native', model('dialog', { thinking: false }), 'thinking-ignored'],
    ['cot-decoding', model('base', { logprobs: false }), 'no-logprobs'],
    ['cot-decoding', model('base', { forcedTokens: false }), 'not-run-here'],
    ['zero-shot', model('dialog', { assistantPrefix: false }), 'no-assistant-prefix'],
    ['plan-and-solve', model('instruct', { assistantPrefix: false }), 'no-assistant-prefix'],
    ['least-to-most', model('instruct', { assistantPrefix: false }), 'no-assistant-prefix'],
  ] as const)('but not %s, %j: %s', (strategy, lacking, reason) => {
    const { body } = blankContent
    expect(strategyAvailability(strategy, body, lacking)).toEqual(unavailable(reason))
    const reasoning = { ...blankContent.reasoning, strategy }
    const plan = () =>
      planGeneration({ body, ...lacking, values: [], reasoning, parameters: defaultParameters })
    expect(plan).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', details: { strategy, reason } }))
  })

  it('a base model reads text, so it needs no turn to be begun', () => {
    const lacking = model('base', { assistantPrefix: false })
    expect(strategyAvailability('zero-shot', blankContent.body, lacking)).toEqual(available)
  })
})

describe('several chains of thought', () => {
  const warm = { ...defaultParameters, temperature: 0.7 }

  it('are drawn where chance decides', () => {
    expect(pathsAvailability('zero-shot', warm)).toEqual(available)
    expect(pathsAvailability('zero-shot', defaultParameters)).toEqual(unavailable('greedy'))
    expect(pathsAvailability('zero-shot', { ...warm, topK: 1 })).toEqual(unavailable('greedy'))
    expect(pathsAvailability('off', warm)).toEqual(unavailable('no-reasoning'))
    expect(pathsAvailability('cot-decoding', warm)).toEqual(unavailable('own-branches'))
  })

  it('are refused where they would all be the same', () => {
    const reasoning = { ...blankContent.reasoning, strategy: 'zero-shot', paths: 5 } as const
    const { body } = blankContent
    const plan = () =>
      planGeneration({ body, kind: 'base', values: [], reasoning, parameters: defaultParameters })
    expect(plan).toThrow(
      expect.objectContaining({
        code: 'INVALID_REQUEST',
        details: { strategy: 'zero-shot', reason: 'greedy' },
      }),
    )
  })

  it('count only where there are any', () => {
    const count = (strategy: 'off' | 'zero-shot' | 'cot-decoding') =>
      countPaths({ ...blankContent.reasoning, strategy, paths: 5, branches: 7 })
    expect([count('off'), count('zero-shot'), count('cot-decoding')]).toEqual([1, 5, 7])
  })
})

describe('the phrases', () => {
  it('differ from each other', () => {
    const phrases = Object.values(reasoningTriggers).flat()
    expect(new Set(phrases).size).toBe(phrases.length)
  })

  it('extract every answer format', () => {
    expect(Object.keys(extractionTriggers).sort()).toEqual([...answerFormatSchema.options].sort())
    expect(extractionTriggers.number).toBe('Therefore, the answer (arabic numerals) is')
  })
})
