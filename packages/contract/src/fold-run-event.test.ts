import { describe, expect, it } from 'vitest'
import {
  defaultParameters,
  foldRunEvent,
  type Generation,
  type Run,
  type RunEvent,
  reasoningSchema,
} from './index.ts'

const runId = '01994e2a-0000-7000-8000-000000000000'
const id = (last: number) => `01994e2a-0000-7000-8000-00000000000${last}`
const hash = 'a'.repeat(64)

const queued = (generationId: string): Generation => ({
  id: generationId,
  runId,
  variantId: 'base',
  itemIndex: 0,
  sampleIndex: 0,
  modelId: 'wren-base',
  modelKind: 'base',
  modelSha256: null,
  executionProvider: null,
  mode: null,
  cachePath: null,
  price: null,
  parameters: defaultParameters,
  reasoning: reasoningSchema.parse({}),
  seed: 7,
  status: 'queued',
  queuePosition: null,
  progress: null,
  finishReason: null,
  error: null,
  steps: [],
  reasoningText: null,
  answer: null,
  paths: [],
  createdAt: 1,
  finishedAt: null,
})

const run: Run = {
  id: runId,
  promptId: null,
  promptVersion: null,
  status: 'running',
  request: {
    promptId: null,
    promptVersion: null,
    body: {
      type: 'text',
      system: '',
      completionFrame: 'plain',
      text: { template: 'Once' },
      data: { preamble: '', inputHeaders: ['In'], outputHeader: 'Out', examples: [], query: [''] },
      chat: { turns: [], branches: [] },
    },
    variants: [
      {
        id: 'base',
        modelId: 'wren-base',
        parameters: defaultParameters,
        reasoning: reasoningSchema.parse({}),
      },
    ],
    items: [{ values: [], reference: null }],
    samples: 2,
    topLogprobs: 0,
    branch: null,
  },
  generations: [queued(id(1)), queued(id(2))],
  createdAt: 1,
  finishedAt: null,
}

const snapshot: RunEvent = { type: 'run.snapshot', run }
const step = (stepIndex: number, modelInput: string): RunEvent => ({
  type: 'generation.step',
  generationId: id(2),
  stepIndex,
  kind: stepIndex === 0 ? 'reasoning' : 'answer',
  path: stepIndex,
  modelInput,
  tokenIdsSha256: hash,
  promptTokens: 7,
})
const text = (stepIndex: number, added: string, completionTokens = 1): RunEvent => ({
  type: 'generation.text',
  generationId: id(2),
  stepIndex,
  text: added,
  logprobs: [{ id: 3, text: added, logprob: -0.5, alternatives: [] }],
  completionTokens,
})
const fold = (...events: RunEvent[]) => events.reduce<Run | null>(foldRunEvent, null)
const second = (folded: Run | null) => folded?.generations[1]

describe('folding run events', () => {
  it('begins with a snapshot and ignores what comes before it', () => {
    expect(fold(text(0, 'lost'))).toBeNull()
    expect(fold(text(0, 'lost'), snapshot)).toEqual(run)
  })

  it('replaces everything by a later snapshot', () => {
    expect(fold(snapshot, step(0, 'Once'), text(0, ' upon'), snapshot)).toEqual(run)
  })

  it('moves one generation and leaves the others alone', () => {
    const folded = fold(snapshot, {
      type: 'generation.status',
      generationId: id(2),
      status: 'prefilling',
      queuePosition: null,
      progress: 0.5,
    })
    expect(second(folded)).toEqual({ ...queued(id(2)), status: 'prefilling', progress: 0.5 })
    expect(folded?.generations[0]).toBe(run.generations[0])
  })

  it('collects the text and logprobs of each step apart', () => {
    const folded = fold(
      snapshot,
      step(0, 'Q'),
      text(0, ' 2'),
      text(0, ' + 2', 3),
      step(1, 'Q 2 + 2 so'),
      text(1, ' 4'),
    )
    expect(second(folded)?.steps).toMatchObject([
      { kind: 'reasoning', modelInput: 'Q', tokenIdsSha256: hash, text: ' 2 + 2', finishReason: null },
      { kind: 'answer', modelInput: 'Q 2 + 2 so', text: ' 4' },
    ])
    expect(second(folded)?.steps.map(({ usage }) => usage)).toEqual([
      { promptTokens: 7, completionTokens: 3, cachedTokens: 0 },
      { promptTokens: 7, completionTokens: 1, cachedTokens: 0 },
    ])
    expect(second(folded)?.steps.map(({ logprobs }) => logprobs.map((token) => token.text))).toEqual([
      [' 2', ' + 2'],
      [' 4'],
    ])
  })

  it('starts a step again from nothing, and leaves those of other chains of thought alone', () => {
    const beside = [step(1, 'R'), text(1, 'beside')]
    const folded = fold(snapshot, step(0, 'Q'), text(0, 'old'), ...beside, step(0, 'Q'), text(0, 'new'))
    expect(second(folded)?.steps).toMatchObject([
      { kind: 'reasoning', modelInput: 'Q', text: 'new', logprobs: [{ text: 'new' }] },
      { modelInput: 'R', text: 'beside' },
    ])
  })

  it('puts the complete record in place when a generation has finished', () => {
    const finished: Generation = {
      ...queued(id(2)),
      status: 'completed',
      finishReason: 'stop',
      answer: '4',
      finishedAt: 9,
    }
    const folded = fold(snapshot, step(0, 'Q'), text(0, ' 4'), {
      type: 'generation.finished',
      generation: finished,
    })
    expect(second(folded)).toEqual(finished)
  })

  it('ends the run', () => {
    const folded = fold(snapshot, { type: 'run.status', status: 'completed', finishedAt: 9 })
    expect(folded).toEqual({ ...run, status: 'completed', finishedAt: 9 })
  })

  it('changes nothing for a generation or a step that it does not know', () => {
    expect(
      fold(snapshot, text(0, 'no step yet'), { ...step(0, 'Q'), generationId: id(9) } as RunEvent),
    ).toEqual(run)
  })

  it('never changes the run it was given', () => {
    const before = structuredClone(run)
    fold(snapshot, step(0, 'Q'), text(0, ' 2'), { type: 'run.status', status: 'interrupted', finishedAt: 2 })
    expect(run).toEqual(before)
  })
})
