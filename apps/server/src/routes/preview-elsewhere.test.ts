import { type PreviewRequest, previewSchema, type VariantPreview } from '@trialogue/contract'
import { aModel, anItem, aPromptBody, aVariant, createFakeProvider } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

const elsewhere = aModel({
  id: 'endpoint:lab/model',
  kind: 'instruct',
  source: 'endpoint',
  contextLength: 16,
  price: { inputPerMillion: 1_000_000, outputPerMillion: 2_000_000, currency: 'EUR' },
  capabilities: { ...aModel().capabilities, chat: true, tokens: false, logprobs: false, forcedTokens: false },
})

let current: TestApp
beforeAll(async () => {
  current = await startTestApp(createFakeProvider({ models: [elsewhere, aModel()] }))
})
afterAll(() => current.close())

async function preview(change: Partial<PreviewRequest> = {}): Promise<VariantPreview> {
  const payload: PreviewRequest = {
    body: aPromptBody(),
    variants: [aVariant({ modelId: elsewhere.id })],
    item: anItem(),
    ...change,
  }
  const answer = await current.app.inject({ method: 'POST', url: '/api/preview', payload })
  const [only] = previewSchema.parse(answer.json()).variants
  if (only === undefined) throw new Error(answer.body)
  return only
}

describe('the preview of a model that runs elsewhere', () => {
  it('shows the text and guesses its length, even where it may be too long', async () => {
    const seen = await preview()
    expect(seen).toMatchObject({ tokens: [], parts: [], opening: null, isEstimated: true, error: null })
    expect(seen.modelInput).toContain('Roger has 5 tennis balls.')
    expect(seen.tokenCount).toBe(Math.ceil(seen.modelInput.length / 4))
    expect(seen.tokenCount).toBeGreaterThan(elsewhere.contextLength)
  })

  it('says why a strategy cannot be used there', async () => {
    const reasoning = { ...aVariant().reasoning, strategy: 'cot-decoding' as const }
    const { error } = await preview({ variants: [aVariant({ modelId: elsewhere.id, reasoning })] })
    expect(error).toMatchObject({ code: 'INVALID_REQUEST', details: { reason: 'no-logprobs' } })
  })
})

describe('the cost of a run before it is begun', () => {
  it('lies between reading alone and all that may be written, for each generation', async () => {
    const { tokenCount, maxTokens, cost } = await preview({ generationCount: 6 })
    expect(cost).toEqual({
      least: 6 * tokenCount,
      most: 6 * (tokenCount + 2 * (maxTokens ?? 0)),
      currency: 'EUR',
    })
  })

  it('counts the second call of a chain of thought', async () => {
    const reasoning = { ...aVariant().reasoning, strategy: 'zero-shot' as const, answerMaxTokens: 10 }
    const { tokenCount, maxTokens, cost } = await preview({
      variants: [aVariant({ modelId: elsewhere.id, reasoning })],
    })
    const written = maxTokens ?? 0
    expect(cost).toMatchObject({
      least: 2 * tokenCount,
      most: 2 * tokenCount + written + 2 * (written + 10),
    })
  })

  it('is not known without a price', async () => {
    expect((await preview({ variants: [aVariant()] })).cost).toBeNull()
  })
})
