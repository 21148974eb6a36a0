import { defaultParameters, type PromptBody, type Reasoning } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, type DoneStep, type PlanInput, planGeneration, reasoningTriggers } from '../index.ts'

/** Zhou et al. 2022, table 11. */
const apples = 'Elsa has 5 apples. Anna has 2 more apples than Elsa. How many apples do they have together?'

function plan(
  reasoning: Partial<Reasoning>,
  { kind = 'base', text = apples, ...change }: Partial<PlanInput> & { text?: string } = {},
) {
  return planGeneration({
    body: { ...blankContent.body, text: { template: text } },
    kind,
    values: [],
    reasoning: { ...blankContent.reasoning, ...reasoning },
    parameters: { ...defaultParameters, temperature: 0.7, maxTokens: 50 },
    ...change,
  })
}

const did = (kind: DoneStep['kind'], text: string, path = 0): DoneStep => ({ kind, path, text })

describe('plan-and-solve', () => {
  it('is two calls, as zero-shot, with its own words', () => {
    const planned = plan({ strategy: 'plan-and-solve' })
    const [trigger] = reasoningTriggers['plan-and-solve']
    expect(planned.first).toMatchObject([
      { kind: 'reasoning', prompt: { text: `Q: ${apples}\nA: ${trigger}` }, stop: ['\nQ:'] },
    ])
    const done = [did('reasoning', ' Plan: add. 5 + 7 = 12.')]
    expect(planned.next(done)).toMatchObject([
      {
        kind: 'answer',
        prompt: {
          text: `Q: ${apples}\nA: ${trigger} Plan: add. 5 + 7 = 12. Therefore, the answer (arabic numerals) is`,
        },
      },
    ])
  })
})

describe('least-to-most', () => {
  const reasoning = { strategy: 'least-to-most' } as const
  const list = ' 1. How many apples does Anna have? 2. How many apples do they have together?'
  const opening = `Q: ${apples}\nA: Let's break down this problem:`
  const first = '\n\nQ: How many apples does Anna have?\nA:'
  const second = '\n\nQ: How many apples do they have together?\nA:'

  it('asks each question with the earlier answers before it, then for the answer', () => {
    const planned = plan(reasoning)
    expect(planned.first).toMatchObject([{ kind: 'decomposition', prompt: { text: opening }, maxTokens: 50 }])

    const done = [did('decomposition', `${list}\n1. Anna has`)]
    expect(planned.next(done)).toMatchObject([
      { kind: 'subanswer', prompt: { text: opening + list + first }, stop: ['\nQ:'] },
    ])
    done.push(did('subanswer', ' Anna has 5 + 2 = 7 apples.\n'))
    const answered = `${opening}${list}${first} Anna has 5 + 2 = 7 apples.${second}`
    expect(planned.next(done)).toMatchObject([{ kind: 'subanswer', prompt: { text: answered } }])
    done.push(did('subanswer', ' 5 + 7 = 12.'))
    expect(planned.next(done)).toMatchObject([
      {
        kind: 'answer',
        prompt: { text: `${answered} 5 + 7 = 12. Therefore, the answer (arabic numerals) is` },
        stop: ['\n'],
      },
    ])
    done.push(did('answer', ' 12.'))
    expect(planned.next(done)).toEqual([])
    expect(planned.extract(done)).toEqual({
      reasoningText:
        '1. How many apples does Anna have?\nAnna has 5 + 2 = 7 apples.\n\n2. How many apples do they have together?\n5 + 7 = 12.',
      answer: '12',
      paths: [],
    })
  })

  it('asks the question itself last where the list leaves it out', () => {
    const planned = plan(reasoning)
    const done = [did('decomposition', ' 1. How many apples does Anna have?'), did('subanswer', ' 7.')]
    expect(planned.next(done)).toMatchObject([
      {
        kind: 'subanswer',
        prompt: { text: expect.stringMatching(/ 7\.\n\nQ: How many apples do they have together\?\nA:$/) },
      },
    ])
  })

  it('asks for the answer at once where nothing was listed', () => {
    const planned = plan(reasoning)
    expect(planned.next([did('decomposition', ' It is 12.')])).toMatchObject([
      { kind: 'answer', prompt: { text: `${opening} It is 12. Therefore, the answer (arabic numerals) is` } },
    ])
    expect(planned.extract([did('decomposition', ' It is 12.')])).toMatchObject({
      reasoningText: 'It is 12.',
    })
  })

  it('begins the turn of a model that takes turns', () => {
    const planned = plan(reasoning, { kind: 'instruct' })
    expect(planned.first[0].prompt).toMatchObject({
      messages: [{ role: 'user', content: apples }],
      assistantPrefix: "Let's break down this problem:",
    })
    expect(planned.next([did('decomposition', list)])[0]).toMatchObject({
      prompt: { assistantPrefix: `Let's break down this problem:${list}${first}` },
      stop: ['\nQ:'],
    })
  })

  it('asks a dialog-tuned model in turns of their own', () => {
    const planned = plan(reasoning, { kind: 'dialog' })
    const done = [did('decomposition', list), did('subanswer', '7.')]
    expect(planned.next(done)[0]).toMatchObject({
      prompt: {
        messages: [
          { role: 'user', content: apples },
          { role: 'assistant', content: `Let's break down this problem:${list}` },
          { role: 'user', content: 'How many apples does Anna have?' },
          { role: 'assistant', content: '7.' },
          { role: 'user', content: 'How many apples do they have together?' },
        ],
        assistantPrefix: '',
      },
      stop: [],
    })
    done.push(did('subanswer', '12.'))
    expect(planned.next(done)[0]?.prompt).toMatchObject({
      assistantPrefix: '12. Therefore, the answer (arabic numerals) is',
    })
  })
})

describe('self-consistency', () => {
  const planned = plan({ strategy: 'zero-shot', paths: 3 })

  it('begins all chains at once and takes each on by itself', () => {
    expect(planned.first.map(({ path }) => path)).toEqual([0, 1, 2])
    const done = [did('reasoning', ' One.', 2)]
    expect(planned.next(done)).toMatchObject([
      { kind: 'answer', path: 2, prompt: { text: expect.stringContaining('step by step. One. Therefore') } },
    ])
    done.push(did('reasoning', ' Two.', 0))
    expect(planned.next(done)).toMatchObject([{ kind: 'answer', path: 0 }])
  })

  it('goes with the majority, and shows the reasoning of its first', () => {
    const done = [
      did('reasoning', 'It is 13.', 0),
      did('reasoning', 'It is 12.', 1),
      did('reasoning', 'It is 12.0.', 2),
      did('answer', ' 12.0', 2),
      did('answer', ' 13', 0),
      did('answer', ' 12.', 1),
    ]
    expect(planned.extract(done)).toEqual({
      reasoningText: 'It is 12.',
      answer: '12',
      paths: [
        { path: 0, reasoningText: 'It is 13.', answer: '13', confidence: null, error: null },
        { path: 1, reasoningText: 'It is 12.', answer: '12', confidence: null, error: null },
        { path: 2, reasoningText: 'It is 12.0.', answer: '12.0', confidence: null, error: null },
      ],
    })
  })

  it('leaves out chains that were cut short or never begun', () => {
    const cut = { ...did('completion', 'Perhaps 7', 1), finishReason: 'cancelled' } as const
    const body: PromptBody = {
      ...blankContent.body,
      type: 'data',
      data: {
        ...blankContent.body.data,
        examples: [{ id: '1', isEnabled: true, inputs: ['1'], reasoning: 'One.', output: '1' }],
      },
    }
    const fewShot = plan({ strategy: 'few-shot', paths: 3 }, { body })
    expect(fewShot.extract([did('completion', 'It is 6.'), cut])).toMatchObject({
      answer: '6',
      paths: [{ answer: '6' }, { reasoningText: 'Perhaps 7', answer: null }],
    })
  })
})

describe('CoT-decoding', () => {
  const reasoning = { strategy: 'cot-decoding', branches: 3 } as const
  const planned = plan(reasoning)
  const sure = (text: string, first: number, second: number) => ({
    id: 0,
    text,
    logprob: Math.log(first),
    alternatives: [
      { id: 0, text, logprob: Math.log(first) },
      { id: 1, text: '?', logprob: Math.log(second) },
    ],
  })
  const branching = {
    ...did('branching', ' 5'),
    logprobs: [
      {
        id: 8,
        text: ' 5',
        logprob: -1,
        alternatives: [8, 3, 5, 7].map((id) => ({ id, text: `${id}`, logprob: -id })),
      },
    ],
  }

  it('leaves the prompt as it is, looks at one token, and goes on from each of the likeliest, greedily', () => {
    const prompt = { form: 'text', text: `Q: ${apples}\nA:` }
    expect(planned.first).toMatchObject([
      { kind: 'branching', prompt, maxTokens: 1, topLogprobs: 3, isGreedy: true },
    ])
    const next = planned.next([branching])
    expect(next).toHaveLength(3)
    expect(next).toMatchObject(
      [8, 3, 5].map((id, path) => ({
        kind: 'completion',
        path,
        prompt,
        maxTokens: 50,
        forcedTokenIds: [id],
        topLogprobs: 2,
        isGreedy: true,
      })),
    )
    expect(planned.next([branching, did('completion', ' 5', 1)])).toEqual([])
  })

  it('goes with the answer that its paths are surest of together', () => {
    const path = (index: number, tokens: ReturnType<typeof sure>[]) => ({
      ...did('completion', tokens.map(({ text }) => text).join(''), index),
      logprobs: tokens,
    })
    const done = [
      branching,
      path(2, [
        sure(' 5', 0.6, 0.2),
        sure(' plus', 1, 1e-9),
        sure(' 7', 1, 1e-9),
        sure(' =', 1, 0.1),
        sure(' 12', 0.7, 0.2),
      ]),
      path(0, [sure(' 5', 0.5, 0.2)]),
      path(1, [sure(' 1', 0.6, 0.2), sure('2', 0.5, 0.4), sure('.', 0.9, 0.1)]),
    ]
    const { answer, reasoningText, paths } = planned.extract(done)
    expect([answer, reasoningText]).toEqual(['12', '5 plus 7 = 12'])
    expect(paths.map(({ path, answer }) => [path, answer])).toEqual([
      [0, '5'],
      [1, '12'],
      [2, '12'],
    ])
    // 0.5 − 0.2; the mean of 0.4 and 0.1; 0.7 − 0.2.
    for (const [index, expected] of [0.3, 0.25, 0.5].entries()) {
      expect(paths[index]?.confidence).toBeCloseTo(expected)
    }
  })

  it('finds the tokens of an answer behind characters that are spread over several tokens', () => {
    const tokens = [
      sure('<0xE4>', 1, 0.5),
      sure('<0xBD><0xA0>', 1, 0.5),
      sure('好 ', 1, 0.5),
      sure('12', 0.9, 0.1),
    ]
    const { paths } = planned.extract([{ ...did('completion', '你好 12'), logprobs: tokens }])
    expect(paths[0]?.confidence).toBeCloseTo(0.8)
  })

  it('has no answer where the model would rather write nothing', () => {
    expect(planned.next([{ ...did('branching', ''), logprobs: [] }])).toEqual([])
    expect(planned.extract([did('branching', '')])).toEqual({ reasoningText: null, answer: null, paths: [] })
  })
})

describe('native thinking', () => {
  const planned = plan({ strategy: 'native' }, { kind: 'dialog' })
  const wrote = (text: string, modelInput = '') =>
    planned.extract([{ ...did('completion', text), modelInput }])

  it('is switched on in the chat template, and off for every other strategy', () => {
    expect(planned.first).toMatchObject([{ kind: 'completion', prompt: { thinking: true } }])
    for (const strategy of ['off', 'zero-shot', 'least-to-most', 'cot-decoding'] as const) {
      expect(plan({ strategy }, { kind: 'instruct' }).first[0].prompt).toMatchObject({ thinking: false })
    }
  })

  it('reads the answer from the reply, not from the thoughts', () => {
    expect(wrote('<think>5 + 7 is 13? No.</think>\n\nThey have **12** apples.')).toMatchObject({
      reasoningText: '5 + 7 is 13? No.',
      answer: '12',
    })
    expect(wrote('They have 12 apples.')).toMatchObject({ reasoningText: null, answer: '12' })
  })

  it('has no answer while the thoughts have no end', () => {
    expect(wrote('<think>5 + 7 is 12')).toMatchObject({ reasoningText: '5 + 7 is 12', answer: null })
    expect(wrote('5 + 7 is 12', '<|assistant|><think>\n')).toMatchObject({ answer: null })
  })

  it('takes a free text as it is', () => {
    const text = plan({ strategy: 'native', answerFormat: 'text' }, { kind: 'dialog' })
    const done = [did('completion', '<think>Hm.</think>\nBlue,\nI think.')]
    expect(text.extract(done)).toMatchObject({ reasoningText: 'Hm.', answer: 'Blue,\nI think.' })
  })
})
