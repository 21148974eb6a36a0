import { modelKindSchema, type Parameters, type PromptBody, type Reasoning } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, type DoneStep, extractionTriggers, type PlanInput, planGeneration } from '../index.ts'

const worked = { id: '1', isEnabled: true, inputs: ['1 + 1'], reasoning: '1 and 1 is 2.', output: '2' }
const dataPart = { ...blankContent.body.data, inputHeaders: ['Sum'], examples: [worked], query: ['2 + 2'] }

interface Change {
  kind?: PlanInput['kind']
  body?: Partial<PromptBody>
  reasoning?: Partial<Reasoning>
  parameters?: Partial<Parameters>
  values?: PlanInput['values']
}

function plan({ kind = 'base', body, reasoning, parameters, values = [] }: Change) {
  const [column] = blankContent.columns
  if (column === undefined) throw new Error('blank content has columns')
  return planGeneration({
    body: { ...blankContent.body, text: { template: '2 + 2?' }, ...body },
    kind,
    values,
    reasoning: { ...blankContent.reasoning, ...reasoning },
    parameters: { ...column.parameters, maxTokens: 50, ...parameters },
  })
}

/** A call of the first chain that came to its end. */
const did = (kind: DoneStep['kind'], text: string): DoneStep => ({ kind, path: 0, text })
/** What is read out of a generation with one chain. */
const outcome = (reasoningText: string | null, answer: string | null) => ({
  reasoningText,
  answer,
  paths: [],
})

describe('off', () => {
  it('is one call with the limits of the parameters and nothing added', () => {
    const planned = plan({ parameters: { stop: ['END'] } })
    expect(planned.first[0]).toMatchObject({ kind: 'completion', maxTokens: 50, stop: ['END'] })
    expect(planned.extractionTrigger).toBeNull()
    expect(planned.next([did('completion', '4')])).toEqual([])
  })

  it('takes the completion for the answer', () => {
    expect(plan({}).extract([did('completion', ' 4.\n')])).toEqual(outcome(null, '4.'))
    expect(plan({}).extract([did('completion', ' \n')])).toEqual(outcome(null, null))
    expect(plan({}).extract([])).toEqual(outcome(null, null))
  })
})

describe('zero-shot', () => {
  const reasoning = { strategy: 'zero-shot', answerMaxTokens: 7 } as const
  const reasoned = did('reasoning', ' 2 and 2 is 4.')

  it('is two calls, each with its own limit', () => {
    const planned = plan({ reasoning })
    expect(planned.first[0]).toMatchObject({ kind: 'reasoning', maxTokens: 50 })
    expect(planned.next([])).toEqual([])
    expect(planned.next([reasoned])).toMatchObject([{ kind: 'answer', path: 0, maxTokens: 7 }])
    expect(planned.next([reasoned, did('answer', ' 4')])).toEqual([])
  })

  it.each(Object.entries(extractionTriggers))('extracts a %s with the published phrase', (format, phrase) => {
    const answerFormat = format as keyof typeof extractionTriggers
    const planned = plan({ reasoning: { ...reasoning, answerFormat } })
    expect(planned.extractionTrigger).toBe(phrase)
    expect(planned.next([reasoned])[0]?.prompt).toEqual({
      form: 'text',
      text: `Q: 2 + 2?\nA: Let's think step by step. 2 and 2 is 4. ${phrase}`,
    })
  })

  it('uses the phrase that somebody wrote instead', () => {
    expect(plan({ reasoning: { ...reasoning, extractionTrigger: 'Ergo' } }).extractionTrigger).toBe('Ergo')
  })

  it('still asks for the answer when the reasoning came out empty', () => {
    const [next] = plan({ kind: 'dialog', reasoning: { ...reasoning, extractionTrigger: 'Ergo' } }).next([
      did('reasoning', ''),
    ])
    expect(next?.prompt).toMatchObject({ assistantPrefix: 'Ergo' })
  })

  it('reads the first match after the phrase, as published', () => {
    const answer = did('answer', ' 4, not 5. The answer is 6.')
    expect(plan({ reasoning }).extract([reasoned, answer])).toEqual(outcome('2 and 2 is 4.', '4'))
  })

  it('keeps the reasoning of a generation that broke off, without an answer', () => {
    expect(plan({ reasoning }).extract([reasoned])).toEqual(outcome('2 and 2 is 4.', null))
  })

  it('adds neither phrase when both are empty', () => {
    const planned = plan({ reasoning: { ...reasoning, trigger: '', extractionTrigger: '' } })
    expect(planned.first[0].prompt).toEqual({ form: 'text', text: 'Q: 2 + 2?\nA:' })
    expect(planned.next([reasoned])[0]?.prompt).toEqual({ form: 'text', text: 'Q: 2 + 2?\nA: 2 and 2 is 4.' })
  })

  it('stops a base model before its next question, and the answer at the end of the line', () => {
    const stops = (body: Partial<PromptBody>) => {
      const planned = plan({ body, reasoning, parameters: { stop: ['END'] } })
      return [planned.first[0].stop, planned.next([reasoned])[0]?.stop]
    }
    expect(stops({})).toEqual([
      ['END', '\nQ:'],
      ['END', '\n'],
    ])
    expect(stops({ completionFrame: 'plain' })).toEqual([['END'], ['END', '\n']])
    expect(stops({ type: 'data', data: dataPart })).toEqual([
      ['END', '\nSum:'],
      ['END', '\n'],
    ])
    const turns = [{ id: '1', role: 'user', template: '2 + 2?' }] as const
    expect(stops({ type: 'chat', chat: { turns: [...turns], branches: [] } })).toEqual([
      ['END', '\nUser:'],
      ['END', '\n'],
    ])
  })

  it('lists a stop sequence once', () => {
    expect(plan({ reasoning, parameters: { stop: ['\nQ:'] } }).first[0].stop).toEqual(['\nQ:'])
  })

  it.each(['instruct', 'dialog'] as const)('leaves a %s model to end its own turn', (kind) => {
    const planned = plan({ kind, reasoning, parameters: { stop: ['END'] } })
    expect([planned.first[0].stop, planned.next([reasoned])[0]?.stop]).toEqual([['END'], ['END']])
  })
})

describe('few-shot', () => {
  const reasoning = { strategy: 'few-shot' } as const
  const body = { type: 'data', data: dataPart } as const

  it('is one call that stops before the next row', () => {
    const planned = plan({ body, reasoning })
    expect(planned.first[0]).toMatchObject({ kind: 'completion', maxTokens: 50, stop: ['\nSum:'] })
    expect(planned.next([did('completion', '')])).toEqual([])
  })

  it('takes reasoning and answer apart', () => {
    const done = [did('completion', ' 2 and 2 is 4. The answer is 4.')]
    expect(plan({ body, reasoning }).extract(done)).toEqual(outcome('2 and 2 is 4.', '4'))
  })

  it.each([
    ['2', '1 and 1 is 2. The answer is 2.'],
    ['2.', '1 and 1 is 2. The answer is 2.'],
    ['The answer is 2.', '1 and 1 is 2. The answer is 2.'],
    [' two! ', '1 and 1 is 2. The answer is two!'],
  ])('writes the output %j as one sentence', (output, written) => {
    const data = { ...dataPart, examples: [{ ...worked, output }] }
    const { prompt } = plan({ body: { type: 'data', data }, reasoning }).first[0]
    expect(prompt).toEqual({ form: 'text', text: `Sum: 1 + 1\nOutput: ${written}\n\nSum: 2 + 2\nOutput:` })
  })

  it('is refused where it cannot be used, with the reason', () => {
    expect(() => plan({ reasoning })).toThrow(
      expect.objectContaining({
        code: 'INVALID_REQUEST',
        details: { strategy: 'few-shot', reason: 'not-a-data-prompt' },
      }),
    )
  })
})

describe.each(modelKindSchema.options)('before a %s model runs', (kind) => {
  it('every missing variable of the whole prompt is named at once', () => {
    const data = { ...dataPart, preamble: '{{style}}', query: ['{{a}} + {{b}} + {{a}}'] }
    const body = { type: 'data', system: '{{persona}}', data } as const
    expect(() => plan({ kind, body, values: [{ name: 'a', value: '1' }] })).toThrow(
      expect.objectContaining({ code: 'UNFILLED_VARIABLE', details: { names: ['persona', 'style', 'b'] } }),
    )
  })

  it('a template that is not in order is refused', () => {
    expect(() => plan({ kind, body: { system: 'Be {{kind' } })).toThrow(
      expect.objectContaining({ code: 'INVALID_TEMPLATE' }),
    )
  })

  it('the parts that are not active do not matter', () => {
    const chat = { turns: [{ id: '1', role: 'user' as const, template: '{{missing}} {{' }], branches: [] }
    expect(plan({ kind, body: { chat } }).first[0].kind).toBe('completion')
  })
})
