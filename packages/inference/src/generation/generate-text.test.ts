import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultParameters, type ModelPrompt, type Parameters } from '@trialogue/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModelFolder } from '../model-folder.ts'
import { referenceLogits } from '../reference-decoder.ts'
import { openOnnxDecoder } from '../session/onnx-decoder.ts'
import { aTinyModel, writeTinyModel } from '../tiny-model.ts'
import { createModelTokenizer } from '../tokenizer/model-tokenizer.ts'
import { generateText, type LoadedModel } from './generate-text.ts'

const tiny = aTinyModel()
let folder: string
let model: LoadedModel

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-inference-'))
  await writeTinyModel(folder, tiny)
  const files = await readModelFolder(folder)
  model = {
    decoder: await openOnnxDecoder(files, 1),
    tokenizer: createModelTokenizer(files),
    endTokenIds: files.endTokenIds,
    contextLength: tiny.config.contextLength,
  }
})
afterAll(async () => {
  await model.decoder.dispose()
  await rm(folder, { recursive: true })
})

type Order = { text?: string; parameters?: Partial<Parameters>; seed?: number; topLogprobs?: number }

async function generate(order: Order, change: Partial<LoadedModel> = {}, abort = new AbortController()) {
  const prompt: ModelPrompt = { form: 'text', text: order.text ?? 'the quick 你' }
  const parameters = { ...defaultParameters, maxTokens: 24, ...order.parameters }
  const { seed = 1, topLogprobs = null } = order
  const steps = []
  for await (const step of generateText(
    { ...model, ...change },
    { prompt, parameters, seed, topLogprobs },
    abort.signal,
  )) {
    steps.push(step)
  }
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

describe('generateText', () => {
  it('picks exactly the tokens of a full recompute, with their probabilities', async () => {
    const { tokenIds } = model.tokenizer.encode({ form: 'text', text: 'the quick 你' })
    const { logprobs } = await generate({ topLogprobs: 3 }, { endTokenIds: [] })
    expect(logprobs.map(({ id }) => id)).toEqual(referenceTokens(tokenIds, 24))
    const logits = referenceLogits(tiny, tokenIds)
    const normalizer = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
    expect(logprobs[0]?.logprob).toBeCloseTo(Math.max(...logits) - normalizer, 4)
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
      { endTokenIds: [] },
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

    const late = new AbortController()
    const order = {
      prompt: { form: 'text', text: 'a' },
      parameters: defaultParameters,
      seed: 1,
      topLogprobs: 0,
    } as const
    const kept: unknown[] = []
    for await (const step of generateText({ ...model, endTokenIds: [] }, order, late.signal)) {
      if (step.type === 'text') late.abort()
      kept.push(step)
    }
    expect(kept.at(-1)).toMatchObject({ finishReason: 'cancelled', usage: { completionTokens: 1 } })
  })
})
