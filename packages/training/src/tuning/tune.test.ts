import { findBundledModels } from '@trialogue/catalogue'
import type { Trainable } from '@trialogue/onnx'
import { beforeAll, describe, expect, it } from 'vitest'
import { type TokenizedSample, tokenizeSample } from '../chat-format.ts'
import { initializeParameters, type Parameters } from '../parameters.ts'
import { tinyConfigWithEverything as config } from '../tiny-config.ts'
import { initializeAdapter } from './initialize-adapter.ts'
import { type ModelFolder, readModelFolder } from './read-model-folder.ts'
import { createSampleScorer } from './sample-scorer.ts'
import { type Ticket, ticketLabels, tickets } from './tickets.ts'
import { type TuningProgress, type TuningRun, tuneAdapter } from './tune.ts'

/** Counting from any number: what comes next follows from what came last. */
const countingBy = (step: number) =>
  Array.from({ length: 20 }, (_, start): TokenizedSample => {
    const length = 3 + (start % 4)
    const ids = Array.from({ length }, (_id, index) => (start + step * index) % config.vocabSize)
    return { ids, weights: ids.map(() => 1) }
  })

type Case = { readonly method: Trainable; readonly rate: number; readonly lossLeft: number }

const lora: Trainable = { kind: 'lora', rank: 4, alpha: 8 }

/** `lossLeft` is the share of the loss that may remain: a prompt cannot make a tiny model forget. */
const cases: readonly Case[] = [
  { method: { kind: 'full' }, rate: 1e-2, lossLeft: 0.1 },
  { method: lora, rate: 2e-2, lossLeft: 0.2 },
  { method: { kind: 'soft-prompt', length: 4 }, rate: 5e-2, lossLeft: 0.85 },
]

describe('tuning a model', () => {
  const newTask = countingBy(2)
  let parameters: Parameters

  /** A model that counts by ones is what the methods teach to count by twos. */
  beforeAll(async () => {
    const method: Trainable = { kind: 'full' }
    const fresh = { parameters: initializeParameters(config, 4), samples: countingBy(1), method, steps: 100 }
    parameters = await tuneAdapter(runWith(fresh).run)
  })

  function runWith(change: Partial<TuningRun> = {}): { run: TuningRun; reports: TuningProgress[] } {
    const reports: TuningProgress[] = []
    const run: TuningRun = {
      config,
      parameters,
      samples: newTask,
      method: lora,
      steps: 60,
      batchSize: 4,
      length: 6,
      learningRate: 2e-2,
      seed: 3,
      report: (progress) => reports.push(progress),
      ...change,
    }
    return { run, reports }
  }

  async function meanLoss(method: Trainable, adapter: Parameters): Promise<number> {
    const scorer = await createSampleScorer({ config, parameters, method, adapter, length: 6 })
    let total = 0
    for (const sample of newTask) total += await scorer.lossOf(sample)
    await scorer.release()
    return total / newTask.length
  }

  it.each(cases)('lowers the loss and leaves the model alone: $method.kind', async (tried) => {
    const { method, rate, lossLeft } = tried
    const { run, reports } = runWith({ method, learningRate: rate })
    const untouched = new Map([...parameters].map(([name, data]) => [name, data.slice()]))
    const before = await meanLoss(method, initializeAdapter(config, method, parameters, run.seed))
    const adapter = await tuneAdapter(run)
    expect(await meanLoss(method, adapter)).toBeLessThan(before * lossLeft)
    expect(parameters).toEqual(untouched)
    expect(reports.map(({ step }) => step)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
  })

  it('gives the same adapter for the same seed and another for another', async () => {
    const first = await tuneAdapter(runWith({ steps: 5 }).run)
    expect(await tuneAdapter(runWith({ steps: 5 }).run)).toEqual(first)
    expect(await tuneAdapter(runWith({ steps: 5, seed: 4 }).run)).not.toEqual(first)
  })

  it('stops after the step during which it is cancelled, and keeps what it has learnt', async () => {
    const cancellation = new AbortController()
    const { run, reports } = runWith({ signal: cancellation.signal })
    const untilThird = (progress: TuningProgress) => {
      reports.push(progress)
      // From outside, as a message from another process would: between two steps.
      if (progress.step === 3) setImmediate(() => cancellation.abort())
    }
    const adapter = await tuneAdapter({ ...run, report: untilThird })
    expect(reports.length).toBeLessThanOrEqual(4)
    expect(adapter).not.toEqual(initializeAdapter(config, lora, parameters, run.seed))
  })

  it.each([
    ['no samples', { samples: [] }, 'no samples'],
    ['a sample that is too long for a row', { length: 4 }, 'has 6 tokens, but rows are for 5'],
    ['parameters of another shape', { parameters: new Map() }, 'do not belong together'],
    ['a rate so high that the loss is lost', { learningRate: 1e30 }, 'lower the learning rate'],
  ])('refuses %s', async (_, change, message) => {
    await expect(tuneAdapter(runWith(change).run)).rejects.toThrow(message)
  })
})

/** Training steps of a real model, on one core that others may be using as well. */
const TUNING_LIMIT_MS = 180_000

describe('the bundled instruct model', () => {
  const method: Trainable = { kind: 'lora', rank: 8, alpha: 16 }
  let model: ModelFolder
  let length: number
  let before: number
  let after: number

  /** Only the answer counts: the model need not learn how customers write. */
  function asSample(text: string, label: string): TokenizedSample {
    const turns = [
      { role: 'user', text },
      { role: 'assistant', text: label },
    ] as const
    const { ids, weights } = tokenizeSample(model.encoder, { form: 'conversation', turns })
    return { ids, weights: weights.map((weight) => (weight === 1 ? 1 : 0)) }
  }

  const choicesOf = ({ text }: Ticket) => ticketLabels.map((label) => asSample(text, label))

  async function accuracy(adapter: Parameters): Promise<number> {
    const scorer = await createSampleScorer({ ...model, method, adapter, length })
    const unseen = tickets('test')
    let right = 0
    for (const ticket of unseen) {
      const chosen = ticketLabels[await scorer.likeliest(choicesOf(ticket))]
      if (chosen === ticket.label) right += 1
    }
    await scorer.release()
    return right / unseen.length
  }

  beforeAll(async () => {
    const instruct = (await findBundledModels()).find(({ manifest }) => manifest.id === 'wren-instruct')
    if (!instruct) throw new Error('The bundled instruct model is missing.')
    model = readModelFolder(instruct.folder)
    const samples = tickets('train').map(({ text, label }) => asSample(text, label))
    const all = [...samples, ...tickets('test').flatMap(choicesOf)]
    length = Math.max(...all.map(({ ids }) => ids.length - 1))
    const shape = { steps: 150, batchSize: 8, length, learningRate: 3e-3, seed: 1 }
    before = await accuracy(initializeAdapter(model.config, method, model.parameters, 1))
    const adapter = await tuneAdapter({ ...model, ...shape, samples, method, report: () => {} })
    after = await accuracy(adapter)
  }, TUNING_LIMIT_MS)

  it('sends tickets to desks that it has never heard of by chance', () => {
    expect(before).toBeLessThan(0.6)
  })

  it('sends at least 95 of 100 unseen tickets to the right desk after 150 steps of LoRA', () => {
    expect(after).toBeGreaterThanOrEqual(0.95)
  })
})

describe('the tickets', () => {
  it('are 24 for each desk in each split, and no sentence is in both', () => {
    for (const split of ['train', 'test'] as const) {
      for (const label of ticketLabels) {
        expect(tickets(split).filter((ticket) => ticket.label === label)).toHaveLength(24)
      }
    }
    const seen = new Set(tickets('train').map(({ text }) => text))
    expect(tickets('test').filter(({ text }) => seen.has(text))).toEqual([])
  })
})
