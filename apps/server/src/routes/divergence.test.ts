import { findBundledModels } from '@trialogue/catalogue'
import {
  type Divergence,
  defaultParameters,
  divergenceSchema,
  type Generation,
  type Variant,
} from '@trialogue/contract'
import { createOnnxProvider } from '@trialogue/inference'
import { aModel, aPromptBody, aRunRequest, aVariant, createFakeProvider } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, getRun, readEvents } from '../test-runs.ts'

let current: TestApp
beforeAll(async () => {
  const models = await findBundledModels()
  current = await startTestApp(createOnnxProvider({ models, verify: async () => {} }))
  // To start their processes is the slowest thing here.
  await Promise.all(
    models.map(({ manifest: { id } }) => current.engine.inspect(id, { form: 'text', text: 'Once' })),
  )
})
afterAll(() => current.close())

async function write(change: Partial<Variant>, { app } = current): Promise<Generation> {
  const parameters = { ...defaultParameters, maxTokens: 24 }
  const variants = [aVariant({ modelId: 'wren-instruct', parameters, ...change })]
  const { id } = await createRun(app, aRunRequest({ variants, body: aPromptBody() }))
  await readEvents(app, id)
  const [generation] = (await getRun(app, id)).generations
  if (generation === undefined) throw new Error('The run has no generation.')
  return generation
}

const post = (generationId: string, payload: object, { app } = current) =>
  app.inject({ method: 'POST', url: `/api/generations/${generationId}/divergence`, payload })

async function compare(generation: Generation, modelId: string, stepIndex = 0): Promise<Divergence> {
  const answer = await post(generation.id, { modelId, stepIndex })
  expect(answer.body).not.toContain('"error"')
  return divergenceSchema.parse(answer.json())
}

describe('POST /api/generations/:generationId/divergence', () => {
  it('finds nothing shifted where a greedy model reads what it wrote itself', async () => {
    const generation = await write({})
    const { tokens, otherModelInput } = await compare(generation, 'wren-instruct')
    expect(tokens.map(({ id }) => id)).toEqual(generation.steps[0]?.tokenIds)
    expect(otherModelInput).toBe(generation.steps[0]?.modelInput)
    for (const { own, other, shift, klAtLeast } of tokens) {
      expect(shift).toBe('unshifted')
      expect(other.logprob).toBeCloseTo(own.logprob, 3)
      expect(klAtLeast).toBeLessThan(1e-4)
    }
  })

  it('reads the same tokens through a sibling, which got the intent in its own form', async () => {
    const generation = await write({})
    const { tokens, otherModelInput } = await compare(generation, 'wren-base')
    expect(otherModelInput).toMatch(/^<\|bos\|>Q: Roger has 5 tennis balls\..*\nA:$/su)
    expect(tokens.map(({ text }) => text).join('')).toBe(generation.steps[0]?.text)
    const { tokens: promptTokens } = await current.engine.inspect('wren-base', {
      form: 'text',
      text: otherModelInput,
    })
    for (const place of [0, 3]) {
      // What the sibling would pick itself, after the tokens before.
      const ids = [...promptTokens, ...tokens.slice(0, place)].flatMap(({ id }) => id ?? [])
      const [picked] = await likeliest('wren-base', ids)
      const token = tokens[place]
      expect(token?.other.alternatives[0]?.id).toBe(picked?.id)
      expect(token?.other.alternatives[0]?.logprob).toBeCloseTo(picked?.logprob ?? Number.NaN, 3)
      expect(token?.other.alternatives).toHaveLength(10)
      const rank = token?.other.rank ?? 99
      expect(token?.shift).toBe(rank === 1 ? 'unshifted' : rank <= 3 ? 'marginal' : 'shifted')
      expect(token?.other.alternatives.findIndex(({ id }) => id === token.id)).toBe(rank > 10 ? -1 : rank - 1)
    }
    expect(tokens.every(({ klAtLeast }) => klAtLeast >= 0)).toBe(true)
    expect(tokens.some(({ klAtLeast }) => klAtLeast > 0.01)).toBe(true)
  })

  it('compares any call of a chain of thought after what was written before', async () => {
    const reasoning = { ...aVariant().reasoning, strategy: 'zero-shot' as const }
    const generation = await write({ reasoning })
    const { tokens, otherModelInput } = await compare(generation, 'wren-dialog', 1)
    expect(tokens.map(({ id }) => id)).toEqual(generation.steps[1]?.tokenIds)
    expect(otherModelInput).toContain(generation.steps[0]?.text.trim())
  })

  it('refuses a call that is not there, and a model that is not', async () => {
    const generation = await write({})
    const refuse = async (payload: object) => (await post(generation.id, payload)).json().error.code
    expect(await refuse({ modelId: 'wren-base', stepIndex: 4 })).toBe('NOT_FOUND')
    expect(await refuse({ modelId: 'wren-none' })).toBe('MODEL_NOT_FOUND')
  })

  it('refuses a model whose tokens are others', async () => {
    const models = [aModel(), aModel({ id: 'other' })]
    const provider = createFakeProvider({ models })
    const inspect: typeof provider.inspect = async (modelId, prompt) => {
      const input = await provider.inspect(modelId, prompt)
      const tokens = input.tokens.map((token) => ({ ...token, text: `${modelId}${token.text}` }))
      return { ...input, tokens }
    }
    const app = await startTestApp({ ...provider, inspect })
    const generation = await write({ modelId: 'wren-base' }, app)
    const answer = await post(generation.id, { modelId: 'other' }, app)
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, 'TOKENIZERS_DIFFER'])
    await app.close()
  })
})

async function likeliest(modelId: string, tokenIds: readonly number[]) {
  const request = {
    modelId,
    prompt: { form: 'tokens' as const, tokenIds },
    parameters: { ...defaultParameters, maxTokens: 1 },
    seed: 1,
    topLogprobs: 1,
  }
  for await (const event of current.engine.generate(request, new AbortController().signal)) {
    if (event.type === 'text') return event.logprobs[0]?.alternatives ?? []
  }
  return []
}
