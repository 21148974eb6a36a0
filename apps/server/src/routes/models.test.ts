import { modelSchema, previewSchema, reasoningSchema } from '@trialogue/contract'
import { aModel, aRunRequest, aVariant, createFakeProvider } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

const slashed = aModel({ id: `hf:${'o'.repeat(90)}/${'n'.repeat(90)}`, kind: 'instruct' })

let current: TestApp
beforeEach(async () => {
  const short = aModel({ id: 'short', kind: 'dialog', contextLength: 8 })
  current = await startTestApp(createFakeProvider({ models: [aModel(), slashed, short] }))
})
afterEach(() => current.close())

describe('models', () => {
  it('lists them all, and shows one, whatever is in its id', async () => {
    const list = (await current.app.inject({ url: '/api/models' })).json()
    expect(list.items.map(({ id }: { id: string }) => id)).toEqual(['wren-base', slashed.id, 'short'])
    expect(list.nextCursor).toBeNull()
    const one = await current.app.inject({ url: `/api/models/${encodeURIComponent(slashed.id)}` })
    expect(modelSchema.parse(one.json()).id).toBe(slashed.id)
  })

  it('answers 404 for a model that does not exist', async () => {
    const answer = await current.app.inject({ url: '/api/models/wren-9' })
    expect(answer.statusCode).toBe(404)
    expect(answer.json().error).toMatchObject({ code: 'MODEL_NOT_FOUND', details: { modelId: 'wren-9' } })
  })
})

describe('POST /api/preview', () => {
  const preview = async (
    variants: ReturnType<typeof aVariant>[],
    values = aRunRequest().items[0]?.values ?? [],
  ) => {
    const payload = { body: aRunRequest().body, variants, item: { values } }
    const answer = await current.app.inject({ method: 'POST', url: '/api/preview', payload })
    expect(answer.statusCode, answer.body).toBe(200)
    return previewSchema.parse(answer.json()).variants
  }

  it('shows what each model would read, token by token', async () => {
    const reasoning = reasoningSchema.parse({ strategy: 'zero-shot' })
    const [base, chat] = await preview([aVariant({ reasoning }), aVariant({ id: 'b', modelId: slashed.id })])
    expect(base).toMatchObject({
      modelKind: 'base',
      stepKind: 'reasoning',
      stop: ['\nQ:'],
      extractionTrigger: 'Therefore, the answer (arabic numerals) is',
      contextLength: 512,
      error: null,
    })
    expect(base?.modelInput).toMatch(/^Q: Roger has 5 .*\nA: Let's think step by step\.$/)
    expect(base?.tokens.map(({ text }) => text).join('')).toBe(base?.modelInput)
    expect(base?.tokenCount).toBe(base?.tokens.length)
    expect(chat).toMatchObject({ modelKind: 'instruct', stepKind: 'completion', extractionTrigger: null })
    expect(chat?.tokens[0]).toMatchObject({ text: '<|user|>', isSpecial: true })
  })

  it('tells for each variant why it cannot run', async () => {
    const variants = [
      aVariant(),
      aVariant({ id: 'b', modelId: 'wren-9' }),
      aVariant({ id: 'c', modelId: 'short' }),
    ]
    const codes = (await preview(variants)).map(({ error }) => error?.code)
    expect(codes).toEqual([undefined, 'MODEL_NOT_FOUND', 'CONTEXT_LENGTH_EXCEEDED'])
    const fewShot = reasoningSchema.parse({ strategy: 'few-shot' })
    const [unavailable] = await preview([aVariant({ reasoning: fewShot })])
    expect(unavailable).toMatchObject({ stepKind: 'completion', error: { code: 'INVALID_REQUEST' } })
    const [unfilled] = await preview([aVariant()], [])
    expect(unfilled?.error).toMatchObject({
      code: 'UNFILLED_VARIABLE',
      details: { names: ['balls', 'cans', 'perCan'] },
    })
  })
})
