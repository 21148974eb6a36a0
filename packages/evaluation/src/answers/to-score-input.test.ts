import {
  type Generation,
  type GenerationStep,
  generationSchema,
  generationStepSchema,
  itemSchema,
  parametersSchema,
  reasoningSchema,
  type ScorerConfig,
  scorerConfigSchema,
} from '@trialogue/contract'
import { expect, it } from 'vitest'
import { runScorer } from '../scorers/run-scorer.ts'
import { toScoreInput } from './to-score-input.ts'

const id = '0195d5f0-0000-7000-8000-000000000001'

function stepOf(changes: Partial<GenerationStep>): GenerationStep {
  return generationStepSchema.parse({
    kind: 'completion',
    modelInput: 'Q: How many?\nA:',
    tokenIdsSha256: null,
    text: '',
    logprobs: [],
    finishReason: 'stop',
    usage: { promptTokens: 5, completionTokens: 7 },
    timings: { queuedMs: 900, ttftMs: 30, prefillMs: 20, decodeMs: 80 },
    ...changes,
  })
}

function generationOf(changes: Partial<Generation>): Generation {
  return generationSchema.parse({
    ...{
      id,
      runId: id,
      variantId: 'a',
      itemIndex: 0,
      sampleIndex: 0,
      modelId: 'wren-base',
      modelKind: 'base',
    },
    ...{ modelSha256: null, executionProvider: null, seed: 1, status: 'completed', queuePosition: null },
    ...{ progress: null, finishReason: 'stop', error: null, reasoningText: null, answer: null },
    parameters: parametersSchema.parse({}),
    reasoning: reasoningSchema.parse({}),
    ...{ steps: [], createdAt: 0, finishedAt: 1 },
    ...changes,
  })
}

const item = itemSchema.parse({ values: [{ name: 'n', value: '3' }], reference: '12' })
const numeric: ScorerConfig = scorerConfigSchema.parse({ id: 'numeric-answer', name: 'right' })

it('shows scorers the answer, the case, the time without the queue and the tokens of all steps', () => {
  const steps = [
    stepOf({ kind: 'reasoning', text: '3 * 4 = 12.' }),
    stepOf({
      kind: 'answer',
      text: ' 12.',
      logprobs: [{ id: 1, text: ' 12', logprob: -0.1, alternatives: [] }],
    }),
  ]
  expect(toScoreInput(generationOf({ answer: '12', steps }), item)).toEqual({
    answer: '12',
    reference: '12',
    variables: new Map([['n', '3']]),
    question: 'Q: How many?\nA:',
    otherAnswer: null,
    latencyMs: 200,
    completionTokens: 14,
    tokens: [{ id: 1, text: ' 12', logprob: -0.1, alternatives: [] }],
  })
})

it('counts the slowest of several chains of thought', () => {
  const slow = { queuedMs: 0, ttftMs: 1, prefillMs: 100, decodeMs: 400 }
  const steps = [stepOf({ path: 0 }), stepOf({ path: 1, timings: slow })]
  expect(toScoreInput(generationOf({ steps }), item)).toMatchObject({ latencyMs: 500, completionTokens: 14 })
})

it('takes thinking whose end is missing for no answer, though the right number stands in it', async () => {
  const thinking = '<think>3 * 4 = 12'
  const cut = generationOf({ answer: thinking, steps: [stepOf({ text: thinking })] })
  expect(await runScorer(numeric, toScoreInput(cut, item))).toMatchObject({
    category: 'no-answer',
    isPass: null,
  })

  // The template has opened the thoughts itself.
  const modelInput = 'Q: How many?<think>\n'
  const opened = generationOf({ answer: '3 * 4 = 12', steps: [stepOf({ text: '3 * 4 = 12', modelInput })] })
  expect((await runScorer(numeric, toScoreInput(opened, item))).category).toBe('no-answer')
})

it('scores what stands after the thinking, not in it', async () => {
  const text = '<think>Is it 12? No.</think>It is 13.'
  const generation = generationOf({ answer: text, steps: [stepOf({ text })] })
  expect(await runScorer(numeric, toScoreInput(generation, item))).toMatchObject({
    value: false,
    category: 'scored',
  })
})

it('is an error where the generation failed or has not ended', async () => {
  const error = { code: 'OUT_OF_MEMORY', message: 'The model needs more memory.', details: {} } as const
  const failed = generationOf({ status: 'failed', error, answer: '12' })
  expect(await runScorer(numeric, toScoreInput(failed, item))).toMatchObject({
    category: 'error',
    rationale: { key: 'generation-failed', values: { code: 'OUT_OF_MEMORY' } },
  })
  const running = generationOf({ status: 'decoding', answer: '12' })
  expect((await runScorer(numeric, toScoreInput(running, item))).rationale.key).toBe('not-finished')
})

it('shows the answer of the other variant of the same case', () => {
  const other = generationOf({ answer: '<think>x</think>11' })
  expect(toScoreInput(generationOf({ answer: '12' }), item, other)).toMatchObject({ otherAnswer: '11' })
})
