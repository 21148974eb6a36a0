import { findBundledModels } from '@trialogue/catalogue'
import {
  type BranchPoint,
  defaultParameters,
  type Generation,
  type GenerationStep,
  type Run,
  type RunRequest,
  runRequestSchema,
  textBranchSchema,
} from '@trialogue/contract'
import { createOnnxProvider } from '@trialogue/inference'
import { openStore } from '@trialogue/store'
import { aModel, aPromptBody, aRunRequest, aVariant, createFakeProvider } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, foldAll, getRun, readEvents } from '../test-runs.ts'

let current: TestApp
beforeAll(async () => {
  const models = await findBundledModels()
  current = await startTestApp(createOnnxProvider({ models, verify: async () => {} }))
  await current.engine.inspect('wren-instruct', { form: 'text', text: 'Once' })
})
afterAll(() => current.close())

const story = aPromptBody({ text: { template: 'Tell a story about a fox.' } })

/** Runs a request of one generation to its end. */
async function run(
  request: Partial<RunRequest>,
  { app } = current,
): Promise<{ run: Run; generation: Generation }> {
  const { id } = await createRun(app, aRunRequest({ topLogprobs: 5, body: story, ...request }))
  const events = await readEvents(app, id)
  const ended = await getRun(app, id)
  expect(foldAll(events)).toEqual(ended)
  const [generation] = ended.generations
  if (generation === undefined) throw new Error('The run has no generation.')
  return { run: ended, generation }
}

const instruct = (change: Partial<RunRequest['variants'][number]['parameters']> = {}) =>
  aVariant({ modelId: 'wren-instruct', parameters: { ...defaultParameters, maxTokens: 24, ...change } })

function place(
  generation: Generation,
  tokenIndex: number,
  tokenId: number | null,
  stepIndex = 0,
): BranchPoint {
  return { generationId: generation.id, stepIndex, tokenIndex, tokenId }
}

function stepOf({ steps }: Generation, index = 0): GenerationStep & { tokenIds: number[] } {
  const step = steps[index]
  if (step === undefined || step.tokenIds === null) throw new Error('The step has no tokens.')
  return { ...step, tokenIds: step.tokenIds }
}

/** The same as was asked, as a branch. */
async function branch({ run: original }: { run: Run }, point: BranchPoint, change: Partial<RunRequest> = {}) {
  return run({ ...original.request, samples: 1, branch: point, ...change })
}

describe('Continue', () => {
  it.each([
    ['greedy', {}],
    ['sampled', { temperature: 1, seed: 11 }],
  ])('writes on as a higher limit would have let it: %s', async (_, parameters) => {
    const variants = (maxTokens: number) => [instruct({ ...parameters, maxTokens, exact: true })]
    const short = await run({ variants: variants(12) })
    const long = await run({ variants: variants(24) })
    expect(short.generation.finishReason).toBe('length')
    const continued = await branch(short, place(short.generation, 12, null))
    expect(stepOf(continued.generation).tokenIds).toEqual(stepOf(long.generation).tokenIds)
    expect(stepOf(continued.generation).text).toBe(stepOf(long.generation).text)
    expect(continued.generation.seed).toBe(short.generation.seed)
    const { promptTokens } = stepOf(short.generation).usage ?? {}
    expect(stepOf(continued.generation).usage).toMatchObject({
      promptTokens: (promptTokens ?? 0) + 12,
      completionTokens: stepOf(long.generation).tokenIds.length - 12,
    })
  })
})

describe('a branch', () => {
  it('keeps what was written before, puts another token there, and is a whole record', async () => {
    const original = await run({ variants: [instruct()] })
    const { tokenIds, logprobs } = stepOf(original.generation)
    const other = logprobs[5]?.alternatives.find(({ id }) => id !== tokenIds[5])
    const branched = await branch(original, place(original.generation, 5, other?.id ?? -1))
    const step = stepOf(branched.generation)
    expect(step.tokenIds.slice(0, 6)).toEqual([...tokenIds.slice(0, 5), other?.id])
    expect(step.logprobs.map(({ id }) => id)).toEqual(step.tokenIds)
    expect(step.logprobs[5]).toMatchObject({ id: other?.id, text: other?.text })
    expect(step.logprobs[5]?.logprob).toBeCloseTo(other?.logprob ?? Number.NaN, 3)
    expect(step.logprobs[3]?.logprob).toBeCloseTo(logprobs[3]?.logprob ?? Number.NaN, 3)
    expect(step.logprobs.map(({ text }) => text).join('')).toBe(step.text)
    expect(step.tokenIdsSha256).toBe(stepOf(original.generation).tokenIdsSha256)
    expect(branched.generation.answer).toBe(step.text.trim())
    expect(branched.run.request.branch).toEqual(place(original.generation, 5, other?.id ?? -1))
    expect(step.tokenIds.length).toBeLessThanOrEqual(24)
  })

  it('writes the same again when its own token is put back, and can be verified', async () => {
    const original = await run({ variants: [instruct({ exact: true })] })
    const { tokenIds, text } = stepOf(original.generation)
    const again = await branch(original, place(original.generation, 7, tokenIds[7] ?? -1))
    expect(stepOf(again.generation)).toMatchObject({ tokenIds, text })
    const url = `/api/generations/${again.generation.id}/verify`
    const verified = await current.app.inject({ method: 'POST', url })
    expect(verified.json()).toEqual({ identical: true, mode: 'exact' })
  })

  it('of the reasoning is followed by an answer as planned; of the answer, it keeps the reasoning', async () => {
    const reasoning = { ...aVariant().reasoning, strategy: 'zero-shot' as const }
    const original = await run({ body: aPromptBody(), variants: [{ ...instruct(), reasoning }] })
    const [first, second] = [stepOf(original.generation, 0), stepOf(original.generation, 1)]
    const put = (step: GenerationStep) =>
      step.logprobs[2]?.alternatives.find(({ id }) => id !== step.tokenIds?.[2])?.id ?? -1

    const rethought = await branch(original, place(original.generation, 2, put(first)))
    expect(rethought.generation.steps.map(({ kind }) => kind)).toEqual(['reasoning', 'answer'])
    expect(stepOf(rethought.generation, 0).tokenIds[2]).toBe(put(first))
    expect(rethought.generation.steps[1]?.modelInput).toContain(rethought.generation.steps[0]?.text.trim())
    expect(rethought.generation.reasoningText).toBe(rethought.generation.steps[0]?.text.trim())

    const reread = await branch(original, place(original.generation, 0, put(second), 1))
    expect(reread.generation.steps[0]).toEqual(original.generation.steps[0])
    expect(stepOf(reread.generation, 1).tokenIds[0]).toBe(put(second))
    expect(reread.generation.reasoningText).toBe(original.generation.reasoningText)
  })

  it('is listed with its original and with what was branched off it in turn', async () => {
    const original = await run({ variants: [instruct()] })
    const { logprobs } = stepOf(original.generation)
    const other = logprobs[3]?.alternatives[1]
    const first = await branch(original, place(original.generation, 3, other?.id ?? -1))
    const second = await branch(
      first,
      place(first.generation, stepOf(first.generation).tokenIds.length, null),
    )
    const answer = await current.app.inject({ url: `/api/generations/${first.generation.id}/branches` })
    const { items } = answer.json()
    expect(textBranchSchema.array().parse(items)).toMatchObject([
      { generationId: original.generation.id, branch: null, tokenText: null },
      { generationId: first.generation.id, branch: { tokenIndex: 3 }, tokenText: other?.text },
      { generationId: second.generation.id, branch: { tokenId: null }, tokenText: null },
    ])
  })
})

describe('a branch that the server left', () => {
  it('begins with the same tokens again when it is continued', async () => {
    const never = new Promise(() => {})
    const provider = (isStuck: boolean) =>
      createFakeProvider({
        models: [aModel()],
        reply: ({ forcedTokenIds }) => (isStuck && forcedTokenIds !== undefined ? ['x', never] : ['x', 'y']),
      })
    const store = await openStore({ dataDir: ':memory:' })
    const first = await startTestApp(provider(true), { store })
    const original = await run({ variants: [aVariant()], body: aPromptBody() }, first)
    const point = place(original.generation, 1, 77)
    const { id } = await createRun(first.app, { ...original.run.request, branch: point })
    await expect.poll(async () => (await getRun(first.app, id)).generations[0]?.steps[0]?.text).toContain('x')
    await first.app.close()
    const second = await startTestApp(provider(false), { store })
    expect((await getRun(second.app, id)).status).toBe('interrupted')
    const resumed = await second.app.inject({ method: 'POST', url: `/api/runs/${id}/resume` })
    expect(resumed.statusCode).toBe(202)
    await readEvents(second.app, id)
    const [generation] = (await getRun(second.app, id)).generations
    expect(generation).toMatchObject({ status: 'completed', steps: [{ tokenIds: [0, 77, 0, 1] }] })
    await second.close()
  })
})

describe('what cannot be branched', () => {
  it('is refused by name, and nothing is written', async () => {
    const original = await run({ variants: [instruct({ maxTokens: 4 })] })
    const point = place(original.generation, 2, 300)
    const refuse = async (change: Partial<RunRequest>) => {
      const payload = runRequestSchema.parse({ ...original.run.request, branch: point, ...change })
      const answer = await current.app.inject({ method: 'POST', url: '/api/runs', payload })
      return [answer.statusCode, answer.json().error?.code, answer.json().error?.details.reason]
    }
    const invalid = [400, 'INVALID_REQUEST', undefined]
    expect(await refuse({ samples: 2 })).toEqual(invalid)
    expect(await refuse({ body: aPromptBody() })).toEqual(invalid)
    expect(await refuse({ variants: [aVariant({ modelId: 'wren-dialog' })] })).toEqual(invalid)
    const notThere = { ...point, generationId: original.run.id }
    expect(await refuse({ branch: notThere })).toEqual([404, 'NOT_FOUND', undefined])
    const noTokens = [409, 'GENERATION_NOT_BRANCHABLE', 'no-tokens']
    expect(await refuse({ branch: { ...point, stepIndex: 1 } })).toEqual(noTokens)
    expect(await refuse({ branch: { ...point, tokenIndex: 5 } })).toEqual(noTokens)
  })

  it('is what another model wrote under the same name, and what one wrote that cannot be told how to begin', async () => {
    const start = async (change: Parameters<typeof aModel>[0]) =>
      startTestApp(createFakeProvider({ models: [aModel(change)] }), { store: first.store })
    const first = await startTestApp(createFakeProvider({ models: [aModel()] }))
    const made = await run({ variants: [aVariant()], body: aPromptBody() }, first)
    const payload = { ...made.run.request, branch: place(made.generation, 1, null) }
    for (const [change, code] of [
      [{ sha256: 'cd'.repeat(32) }, 'MODEL_CHANGED'],
      [{ capabilities: { ...aModel().capabilities, forcedTokens: false } }, 'GENERATION_NOT_BRANCHABLE'],
    ] as const) {
      const { app } = await start(change)
      const answer = await app.inject({ method: 'POST', url: '/api/runs', payload })
      expect(answer.json()).toMatchObject({ error: { code } })
      await app.close()
    }
    await first.close()
  })
})
