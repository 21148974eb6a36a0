import { findBundledModels } from '@trialogue/catalogue'
import {
  defaultParameters,
  type PromptBody,
  type PromptLossResult,
  promptLossAnswerSchema,
  type Variant,
} from '@trialogue/contract'
import { createOnnxProvider } from '@trialogue/inference'
import { aModel, anItem, aPromptBody, aRunRequest, aVariant, createFakeProvider } from '@trialogue/testing'
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

const kinds = ['base', 'instruct', 'dialog'] as const
const variantOf = (kind: (typeof kinds)[number], change: Partial<Variant> = {}) =>
  aVariant({ id: kind, modelId: `wren-${kind}`, ...change })

async function measure(
  variants: readonly Variant[],
  references: readonly (string | null)[],
  body: PromptBody = aPromptBody(),
): Promise<PromptLossResult[]> {
  const items = references.map((reference) => anItem({ reference }))
  const payload = { body, variants, items }
  const answer = await current.app.inject({ method: 'POST', url: '/api/prompt-loss', payload })
  expect(answer.statusCode).toBe(200)
  return promptLossAnswerSchema.parse(answer.json()).results
}

describe('POST /api/prompt-loss', () => {
  it('finds an answer as likely as the model did that wrote it', async () => {
    for (const kind of kinds) {
      const parameters = { ...defaultParameters, maxTokens: 10 }
      const variants = [variantOf(kind, { parameters })]
      const { id } = await createRun(current.app, aRunRequest({ variants, topLogprobs: 0 }))
      await readEvents(current.app, id)
      const step = (await getRun(current.app, id)).generations[0]?.steps[0]
      const [result] = await measure(variants, [step?.text ?? ''])
      const { tokens = [], logprob, lossPerToken, boundary } = result?.loss ?? {}
      // Blanks at the end are no part of an expected answer.
      const written = (step?.logprobs ?? []).slice(0, tokens.length)
      expect(tokens.map((token) => token.id)).toEqual(written.map((token) => token.id))
      expect(tokens.length).toBeGreaterThan(4)
      const sum = written.reduce((total, token) => total + token.logprob, 0)
      expect(logprob).toBeCloseTo(sum, 3)
      expect(lossPerToken).toBeCloseTo(-sum / tokens.length, 4)
      expect(boundary).toBe('joined')
    }
  })

  it('goes variant by variant, item by item, and likes what fits better', async () => {
    const body = aPromptBody({ completionFrame: 'plain', text: { template: 'The fox ran into the' } })
    const results = await measure([variantOf('base'), variantOf('instruct')], ['forest', 'parliament'], body)
    expect(results.map(({ variantId, itemIndex }) => [variantId, itemIndex])).toEqual([
      ['base', 0],
      ['base', 1],
      ['instruct', 0],
      ['instruct', 1],
    ])
    const [forest, parliament] = results.map(({ loss }) => loss?.logprob ?? Number.NaN)
    expect(forest).toBeGreaterThan(parliament ?? Number.NaN)
    expect(results[0]?.loss?.tokens[0]?.text).toMatch(/^ /)
  })

  it('leaves the prompt as it is read in a run, where the tokenizer would merge its end with the answer', async () => {
    const body = aPromptBody({ completionFrame: 'plain', text: { template: 'The fox ran into the ' } })
    const [result] = await measure([variantOf('base')], ['forest'], body)
    expect(result?.loss?.boundary).toBe('apart')
    expect(result?.loss?.tokens.map(({ text }) => text).join('')).toBe('forest')
  })

  it('says for each what cannot be measured, and measures the others', async () => {
    const reasoning = { ...aVariant().reasoning, strategy: 'zero-shot' as const }
    const variants = [
      variantOf('base', { id: 'thinking', reasoning }),
      variantOf('base', { id: 'gone', modelId: 'wren-none' }),
      variantOf('base'),
    ]
    const results = await measure(variants, ['11', null])
    expect(results.map(({ error }) => error?.details['reason'] ?? error?.code ?? null)).toEqual([
      'reasoning',
      'no-reference',
      'MODEL_NOT_FOUND',
      'MODEL_NOT_FOUND',
      null,
      'no-reference',
    ])
    const long = await measure([variantOf('base')], ['word '.repeat(2_000)])
    expect(long[0]?.error?.code).toBe('CONTEXT_LENGTH_EXCEEDED')
  })

  it('stops when whoever asked has left', async () => {
    const provider = createFakeProvider({ models: [aModel()] })
    const asked = Promise.withResolvers<AbortSignal>()
    const other = await startTestApp({
      ...provider,
      async *generate(request, signal) {
        asked.resolve(signal)
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        yield* provider.generate(request, signal)
      },
    })
    const address = await other.app.listen({ port: 0, host: '127.0.0.1' })
    const page = new AbortController()
    const body = JSON.stringify({
      body: aPromptBody(),
      variants: [aVariant()],
      items: [anItem({ reference: '11' })],
    })
    const headers = { 'content-type': 'application/json' }
    const left = fetch(`${address}/api/prompt-loss`, { method: 'POST', headers, body, signal: page.signal })
    const signal = await asked.promise
    page.abort()
    await expect(left).rejects.toThrow()
    await expect.poll(() => signal.aborted).toBe(true)
    await other.close()
  })
})
