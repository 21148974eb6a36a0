import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { defaultParameters, type ModelPrompt, type Parameters } from '@trialogue/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModelFolder } from '../model-folder.ts'
import { referenceLogits } from '../reference-decoder.ts'
import { BatchScheduler } from '../scheduler/batch-scheduler.ts'
import { openSlotRunner } from '../session/open-slot-runner.ts'
import type { SlotRunner } from '../session/slot-runner.ts'
import { aTinyModel, writeTinyModel } from '../tiny-model.ts'
import { createModelTokenizer } from '../tokenizer/model-tokenizer.ts'
import { generateText } from './generate-text.ts'
import type { GenerationStep } from './generation-order.ts'
import type { LoadedModel } from './loaded-model.ts'

const tiny = aTinyModel()
let folder: string
let runners: SlotRunner[]
let model: LoadedModel

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-inference-'))
  await writeTinyModel(folder, tiny)
  const files = await readModelFolder(folder)
  const { contextLength: slotLength } = tiny.config
  const open = () => openSlotRunner(files, { threads: 1, slotCount: 8, slotLength })
  const runner = await open()
  runners = [runner, await open()]
  model = {
    scheduler: new BatchScheduler(runner),
    tokenizer: createModelTokenizer(files),
    endTokenIds: files.endTokenIds,
    contextLength: slotLength,
    vocabularySize: runner.vocabularySize,
  }
})
afterAll(async () => {
  for (const runner of runners) await runner.dispose()
  await rm(folder, { recursive: true })
})

/** As if the model had just been loaded: no slot holds anything. */
function fresh(): Partial<LoadedModel> {
  const [, runner] = runners
  return runner === undefined ? {} : { scheduler: new BatchScheduler(runner) }
}

type Order = {
  text?: string
  parameters?: Partial<Parameters>
  seed?: number
  topLogprobs?: number
  promptLogprobs?: boolean
  forcedTokenIds?: readonly number[]
  onStep?: (step: GenerationStep) => void
}

async function generate(order: Order, change: Partial<LoadedModel> = {}, abort = new AbortController()) {
  const prompt: ModelPrompt = { form: 'text', text: order.text ?? 'the quick 你' }
  const parameters = { ...defaultParameters, maxTokens: 24, ...order.parameters }
  const { seed = 1, topLogprobs = null, promptLogprobs = false, forcedTokenIds = [], onStep } = order
  const steps: GenerationStep[] = []
  const asked = { prompt, parameters, seed, topLogprobs, promptLogprobs, forcedTokenIds }
  await generateText({ ...model, ...change }, asked, abort.signal, (step) => {
    steps.push(step)
    onStep?.(step)
  })
  const last = steps.at(-1)
  const texts = steps.filter((step) => step.type === 'text')
  if (last?.type !== 'finished') throw new Error('A generation ends with "finished".')
  return {
    steps,
    finished: last,
    text: texts.map(({ text }) => text).join(''),
    logprobs: texts.flatMap(({ logprobs }) => logprobs),
  }
}

/** The greedy completion by full recompute in plain numbers. */
function referenceTokens(promptIds: readonly number[], count: number): number[] {
  const ids = [...promptIds]
  while (ids.length < promptIds.length + count) {
    const logits = referenceLogits(tiny, ids)
    ids.push(logits.indexOf(Math.max(...logits)))
  }
  return ids.slice(promptIds.length)
}

/** Natural-log probabilities of all tokens behind these, by full recompute in plain numbers. */
function referenceProbabilities(tokenIds: readonly number[]): number[] {
  const logits = referenceLogits(tiny, tokenIds)
  const normalizer = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
  return logits.map((logit) => logit - normalizer)
}

describe('generateText', () => {
  it('picks exactly the tokens of a full recompute, with their probabilities', async () => {
    const { tokenIds } = model.tokenizer.encode({ form: 'text', text: 'the quick 你' })
    const { logprobs } = await generate({ topLogprobs: 3 }, { endTokenIds: [] })
    expect(logprobs.map(({ id }) => id)).toEqual(referenceTokens(tokenIds, 24))
    expect(logprobs[0]?.logprob).toBeCloseTo(Math.max(...referenceProbabilities(tokenIds)), 4)
    for (const { id, logprob, alternatives } of logprobs) {
      expect(alternatives[0]).toMatchObject({ id, logprob })
      expect(alternatives.map((token) => token.logprob)).toEqual(
        alternatives.map((token) => token.logprob).sort((a, b) => b - a),
      )
    }
  })

  it('reads a long prompt in chunks, as if it were read at once', async () => {
    const text = 'abcdefgh'.repeat(20)
    const { steps, logprobs } = await generate(
      { text, topLogprobs: 0, parameters: { maxTokens: 3 } },
      { ...fresh(), endTokenIds: [] },
    )
    expect(steps.filter((step) => step.type === 'prefilling').map(({ doneTokens }) => doneTokens)).toEqual([
      64, 128, 161,
    ])
    const { tokenIds } = model.tokenizer.encode({ form: 'text', text })
    expect(logprobs.map(({ id }) => id)).toEqual(referenceTokens(tokenIds, 3))
  })

  it('gives the same for the same seed, even beside another generation, and something else for another seed', async () => {
    const parameters = { temperature: 1, topP: 0.95 }
    const alone = await generate({ parameters, seed: 5 })
    const [again, other] = await Promise.all([
      generate({ parameters, seed: 5 }),
      generate({ parameters, seed: 6 }),
    ])
    expect(again.text).toBe(alone.text)
    expect(other.text).not.toBe(alone.text)
  })

  it('ends at an end token, which is neither shown nor counted', async () => {
    const free = await generate({ topLogprobs: 0 }, { endTokenIds: [] })
    const tenth = free.logprobs[9]?.id ?? -1
    const length = free.logprobs.findIndex(({ id }) => id === tenth)
    const { finished, logprobs } = await generate({ topLogprobs: 0 }, { endTokenIds: [tenth] })
    expect(finished).toMatchObject({ finishReason: 'stop', usage: { completionTokens: length } })
    expect(logprobs).toEqual(free.logprobs.slice(0, length))
  })

  it('ends at a stop sequence that spans tokens and shows nothing of it', async () => {
    const free = await generate({}, { endTokenIds: [] })
    const stop = free.text.slice(5, 9)
    const { finished, text } = await generate({ parameters: { stop: [stop] } }, { endTokenIds: [] })
    expect(finished.finishReason).toBe('stop')
    expect(text).toBe(free.text.slice(0, free.text.indexOf(stop)))
  })

  it('writes no more than fits into the context', async () => {
    const text = 'x'.repeat(250)
    const { finished } = await generate({ text, parameters: { maxTokens: 1000 } }, { endTokenIds: [] })
    expect(finished).toMatchObject({
      finishReason: 'length',
      usage: { promptTokens: 251, completionTokens: 5 },
    })
  })

  it('refuses a prompt that leaves no room, with numbers', async () => {
    await expect(generate({ text: 'x'.repeat(255) })).rejects.toMatchObject({
      code: 'CONTEXT_LENGTH_EXCEEDED',
      details: { tokens: 256, limit: 256 },
    })
  })

  it('tells what the model reads before it reads it', async () => {
    const { steps } = await generate({ text: 'in' })
    expect(steps[0]).toEqual({
      type: 'input',
      modelInput: '<|bos|>in',
      // Of the bytes 00 00 00 00 08 01 00 00: the ids 0 and 264.
      tokenIdsSha256: '45ca0bcfbaef12d97bdd7c495c17ea69ad861f73de56ba362a2f802d29c80eae',
      promptTokens: 2,
      promptLogprobs: null,
    })
  })

  it('stops when aborted: before the next chunk, before the next token', async () => {
    const abort = new AbortController()
    abort.abort()
    const early = await generate({}, {}, abort)
    expect(early.finished).toMatchObject({
      finishReason: 'cancelled',
      usage: { completionTokens: 0 },
      timings: { ttftMs: null },
    })
    expect(early.steps.map(({ type }) => type)).toEqual(['input', 'finished'])

    for (const type of ['prefilling', 'text'] as const) {
      const late = new AbortController()
      const onStep = (step: GenerationStep) => step.type === type && late.abort()
      const text = `${type} ${'a long prompt '.repeat(12)}`
      const { steps, finished } = await generate({ text, onStep }, { endTokenIds: [] }, late)
      expect(finished).toMatchObject({ finishReason: 'cancelled' })
      expect(steps.filter((step) => step.type === type)).toHaveLength(1)
    }
    await setImmediate()
    expect(model.scheduler.liveSlots).toBe(0)
  })

  it('tells how likely each token of the prompt was, as a full recompute says', async () => {
    const text = 'abcdefgh'.repeat(10)
    const { steps, logprobs } = await generate(
      { text, promptLogprobs: true, topLogprobs: 2, parameters: { maxTokens: 1 } },
      { endTokenIds: [] },
    )
    expect(steps.map(({ type }) => type)).toEqual(['prefilling', 'prefilling', 'input', 'text', 'finished'])
    const [scores] = steps.flatMap((step) => (step.type === 'input' ? [step.promptLogprobs ?? []] : []))
    const { tokenIds } = model.tokenizer.encode({ form: 'text', text })
    expect(scores?.map(({ id }) => id)).toEqual(tokenIds)
    expect(scores?.[0]).toEqual({ id: 0, text: '<|bos|>', logprob: null, alternatives: [] })
    for (const place of [1, 40, 64, 65, 80]) {
      const expected = referenceProbabilities(tokenIds.slice(0, place))
      const score = scores?.[place]
      expect(score?.logprob).toBeCloseTo(expected[score?.id ?? -1] ?? Number.NaN, 3)
      expect(score?.alternatives[0]?.logprob).toBeCloseTo(Math.max(...expected), 3)
    }
    expect(logprobs.map(({ id }) => id)).toEqual(referenceTokens(tokenIds, 1))
  })
})

describe('forced tokens', () => {
  const endless = { endTokenIds: [] }

  it.each([
    ['greedy', { temperature: 0 }],
    ['sampled', { temperature: 1, topP: 0.95, repetitionPenalty: 1.2 }],
  ])('are gone on from as if they had been picked: %s', async (_, parameters) => {
    const free = await generate({ topLogprobs: 2, parameters, seed: 9 }, endless)
    const { tokenIds } = free.finished
    const forcedTokenIds = tokenIds.slice(0, 10)
    const again = await generate({ topLogprobs: 2, parameters, seed: 9, forcedTokenIds }, endless)
    expect(again.finished.tokenIds).toEqual(tokenIds)
    expect(again.text).toBe(free.text)
    const prompt = free.finished.usage.promptTokens
    expect(again.finished).toMatchObject({
      finishReason: 'length',
      usage: { promptTokens: prompt + 10, completionTokens: 14 },
    })
    expect(again.logprobs.map(({ id }) => id)).toEqual(tokenIds)
    for (const [index, { logprob, alternatives }] of again.logprobs.entries()) {
      expect(logprob).toBeCloseTo(free.logprobs[index]?.logprob ?? Number.NaN, 4)
      expect(alternatives.map(({ id }) => id)).toEqual(free.logprobs[index]?.alternatives.map(({ id }) => id))
    }
    const [first] = again.steps.flatMap((step) => (step.type === 'text' ? [step] : []))
    expect(first).toMatchObject({ completionTokens: 0 })
    expect(first?.logprobs.length).toBeGreaterThanOrEqual(9)
  })

  it('may be others than the model would pick, and say how likely they were', async () => {
    const free = await generate({ topLogprobs: 3 }, endless)
    const other = free.logprobs[4]?.alternatives[2]
    const forcedTokenIds = [...free.finished.tokenIds.slice(0, 4), other?.id ?? -1]
    const { logprobs, finished } = await generate({ topLogprobs: 3, forcedTokenIds }, endless)
    expect(logprobs[4]).toMatchObject({ id: other?.id, text: other?.text })
    expect(logprobs[4]?.logprob).toBeCloseTo(other?.logprob ?? Number.NaN, 4)
    expect(finished.tokenIds.slice(0, 5)).toEqual(forcedTokenIds)
    expect(finished.tokenIds).toHaveLength(24)
  })

  it('end where the token limit, an end token or a stop sequence among them says so', async () => {
    const free = await generate({}, endless)
    const ids = free.finished.tokenIds
    const whole = await generate({
      topLogprobs: 0,
      forcedTokenIds: ids.slice(0, 5),
      parameters: { maxTokens: 5 },
    })
    expect(whole.finished).toMatchObject({ finishReason: 'length', usage: { completionTokens: 0 } })
    expect(whole.logprobs).toHaveLength(5)
    const ended = await generate({ forcedTokenIds: [...ids.slice(0, 3), 1] })
    expect(ended.finished).toMatchObject({ finishReason: 'stop', tokenIds: ids.slice(0, 3) })
    const passed = await generate({ forcedTokenIds: [1, ...ids.slice(0, 3)], parameters: { maxTokens: 4 } })
    expect(passed.finished).toMatchObject({ finishReason: 'length', tokenIds: [1, ...ids.slice(0, 3)] })
    const stop = free.text.slice(4, 6)
    const stopped = await generate(
      { forcedTokenIds: ids.slice(0, 12), parameters: { stop: [stop] } },
      endless,
    )
    expect(stopped.finished.finishReason).toBe('stop')
    expect(stopped.text).toBe(free.text.slice(0, free.text.indexOf(stop)))
  })

  it('come after a prompt that is scored, too', async () => {
    const { finished } = await generate({}, endless)
    const forcedTokenIds = finished.tokenIds.slice(0, 6)
    const asked = { topLogprobs: 1, parameters: { maxTokens: 6 }, forcedTokenIds }
    const alone = await generate(asked, endless)
    const scored = await generate({ ...asked, promptLogprobs: true }, endless)
    expect(scored.logprobs.map(({ id }) => id)).toEqual(forcedTokenIds)
    expect(scored.logprobs[0]?.logprob).toBeCloseTo(alone.logprobs[0]?.logprob ?? Number.NaN, 4)
    const [scores] = scored.steps.flatMap((step) =>
      step.type === 'input' ? [step.promptLogprobs ?? []] : [],
    )
    expect(scores).toHaveLength(
      model.tokenizer.encode({ form: 'text', text: 'the quick 你' }).tokenIds.length,
    )
  })

  it('are refused where the model does not have them', async () => {
    await expect(generate({ forcedTokenIds: [99_999] })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { tokenId: 99_999 },
    })
  })
})

describe('generations that run together', () => {
  const beginning = 'the quick brown fox in the inner thin ring '.repeat(3)
  const orders = ['', 'a', 'the end', 'then the other thing'].flatMap((ending, index): Order[] => [
    { text: beginning + ending, seed: index, parameters: { maxTokens: 20 + 5 * index } },
    { text: ending + beginning, seed: index, parameters: { maxTokens: 30, temperature: 1.1, topP: 0.95 } },
  ])

  it.each([true, false])('pick the tokens that each picks alone, exact: %s', async (exact) => {
    const exactly = orders.map((order) => ({
      ...order,
      topLogprobs: 1,
      parameters: { ...order.parameters, exact },
    }))
    const together = await Promise.all(exactly.map((order) => generate(order)))
    for (const [index, order] of exactly.entries()) {
      const alone = await generate(order, fresh())
      expect(together[index]?.finished.tokenIds).toEqual(alone.finished.tokenIds)
      expect(together[index]?.finished.mode).toBe(exact ? 'exact' : 'fast')
      // Bit for bit: not one rounding was different.
      if (exact) expect(together[index]?.logprobs).toEqual(alone.logprobs)
    }
    await setImmediate()
    expect(model.scheduler.liveSlots).toBe(0)
  })

  it('take over the beginning that they share, with the same tokens', async () => {
    const change = fresh()
    const text = beginning.slice(0, 100)
    const first = await generate({ text: `${text} one` }, change)
    const second = await generate({ text: `${text} two` }, change)
    const alone = await generate({ text: `${text} two` }, fresh())
    expect([first, second, alone].map(({ finished }) => finished.usage.cachedTokens)).toEqual([
      0,
      expect.toSatisfy((cached: number) => cached > 60),
      0,
    ])
    expect(second.finished.tokenIds).toEqual(alone.finished.tokenIds)
  })

  it('go on when one of them is asked for the impossible', async () => {
    const [failed, other] = await Promise.allSettled([
      generate({ text: 'x'.repeat(255) }),
      generate({ text: 'the', seed: 4 }),
    ])
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'CONTEXT_LENGTH_EXCEEDED' } })
    expect(other).toMatchObject({ status: 'fulfilled' })
  })
})
