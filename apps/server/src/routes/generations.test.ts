import { findBundledModels, type LocalModel } from '@trialogue/catalogue'
import { defaultParameters, type Generation, type Run } from '@trialogue/contract'
import { createOnnxProvider } from '@trialogue/inference'
import { aModel, anId, aRunRequest, aVariant, createFakeProvider } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, getRun, readEvents } from '../test-runs.ts'

// One real model for all: to start its process is the slowest thing here.
let model: LocalModel
let current: TestApp
beforeAll(async () => {
  const [first] = await findBundledModels()
  if (first === undefined) throw new Error('There are no bundled models.')
  model = first
  current = await startTestApp(createOnnxProvider({ models: [model], verify: async () => {} }))
  await current.engine.inspect(model.manifest.id, { form: 'text', text: 'Once' })
})
afterAll(() => current.close())

const verify = (generationId: string, { app } = current) =>
  app.inject({ method: 'POST', url: `/api/generations/${generationId}/verify` })

/** A run of one generation, made by the real model. */
async function generate(exact: boolean): Promise<{ run: Run; generation: Generation }> {
  const parameters = { ...defaultParameters, temperature: 1, maxTokens: 12, seed: 3, exact }
  const variants = [aVariant({ modelId: model.manifest.id, parameters })]
  const { id } = await createRun(current.app, aRunRequest({ variants }))
  await readEvents(current.app, id)
  const run = await getRun(current.app, id)
  const [generation] = run.generations
  if (generation === undefined) throw new Error('The run has no generation.')
  return { run, generation }
}

/** Writes the record as if the model had picked other tokens. */
async function rewrite({ run, generation }: Awaited<ReturnType<typeof generate>>): Promise<void> {
  const [step] = generation.steps
  if (step === undefined) throw new Error('The generation has no step.')
  const tokenIds = (step.tokenIds ?? []).map((id, index) => (index === 4 ? id + 1 : id))
  const changed = { ...generation, steps: [{ ...step, tokenIds, text: `${step.text.slice(0, 3)}#?` }] }
  const sequence = (await current.store.runs.lastSequence(run.id)) + 1
  await current.store.runs.append(run.id, {
    events: [{ sequence, event: { type: 'generation.finished', generation: changed } }],
    generations: [changed],
    run: { status: run.status, finishedAt: run.finishedAt },
  })
}

describe('POST /api/generations/:generationId/verify', () => {
  it('says that the same tokens came out again, exact or fast, and which it was', async () => {
    for (const exact of [true, false]) {
      const { generation } = await generate(exact)
      expect(generation.mode).toBe(exact ? 'exact' : 'fast')
      expect(generation.steps[0]?.tokenIds).toHaveLength(12)
      const answer = await verify(generation.id)
      expect([answer.statusCode, answer.json()]).toEqual([200, { identical: true, mode: generation.mode }])
    }
  })

  it('says at which token the two part, and how each goes on', async () => {
    const made = await generate(true)
    await rewrite(made)
    const [step] = made.generation.steps
    const id = step?.tokenIds?.[4] ?? -1
    expect((await verify(made.generation.id)).json()).toEqual({
      identical: false,
      mode: 'exact',
      stepIndex: 0,
      differsAtToken: 4,
      expected: { tokenId: id + 1, text: '#?' },
      actual: { tokenId: id, text: step?.text.slice(3) },
    })
  })

  it('refuses when the model has changed or is gone', async () => {
    const { generation } = await generate(false)
    const { id } = model.manifest
    for (const [models, status, code] of [
      [[aModel({ id, sha256: 'b'.repeat(64) })], 409, 'MODEL_CHANGED'],
      [[aModel({ id: 'another' })], 404, 'MODEL_NOT_FOUND'],
    ] as const) {
      const other = await startTestApp(createFakeProvider({ models }), { store: current.store })
      const answer = await verify(generation.id, other)
      expect([answer.statusCode, answer.json().error.code]).toEqual([status, code])
      await other.app.close()
    }
  })

  it('stops when whoever asked has left', async () => {
    const never = new Promise(() => {})
    let calls = 0
    const reply = () => (++calls === 2 ? ['x', never] : ['x'])
    const provider = createFakeProvider({ models: [aModel()], reply })
    const other = await startTestApp(provider)
    const address = await other.app.listen({ port: 0, host: '127.0.0.1' })
    const run = await createRun(other.app, aRunRequest({ variants: [aVariant()] }))
    await readEvents(other.app, run.id)
    const id = run.generations[0]?.id ?? ''
    const page = new AbortController()
    const left = fetch(`${address}/api/generations/${id}/verify`, { method: 'POST', signal: page.signal })
    await expect.poll(() => provider.requests.length).toBe(2)
    page.abort()
    await expect(left).rejects.toThrow()
    // The model has one slot, and it is free again.
    expect((await verify(id, other)).json()).toEqual({ identical: true, mode: 'fast' })
    await other.close()
  })

  it('refuses one that did not end by itself, and one that is not there', async () => {
    const { run, generation } = await generate(false)
    await current.store.runs.append(run.id, {
      events: [],
      generations: [{ ...generation, finishReason: 'cancelled' }],
      run: { status: run.status, finishedAt: run.finishedAt },
    })
    const answer = await verify(generation.id)
    expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'GENERATION_NOT_VERIFIABLE'])
    expect((await verify(anId(900))).statusCode).toBe(404)
  })
})
