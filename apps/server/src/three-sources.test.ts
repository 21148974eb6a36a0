import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBundledModels, findModels, importModel, verifyModel } from '@trialogue/catalogue'
import { costOf, type Generation, previewSchema, priceOf, type Run } from '@trialogue/contract'
import { createOnnxProvider } from '@trialogue/inference'
import { anItem, aPromptBody, aRunRequest, aVariant } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from './test-app.ts'
import { writeCheckpoint } from './test-checkpoint.ts'
import { startTestClient, type TestClient } from './test-openai-client.ts'
import { createRun, getRun, readEvents } from './test-runs.ts'

const price = { inputPerMillion: 100, outputPerMillion: 300, currency: 'EUR' }
const parameters = { ...aVariant().parameters, maxTokens: 12 }
const variants = [
  aVariant({ id: 'bundled', modelId: 'wren-instruct', parameters }),
  aVariant({ id: 'imported', modelId: 'tiny-copy', parameters }),
  aVariant({ id: 'remote', modelId: 'endpoint:own/wren-instruct', parameters }),
]
const body = aPromptBody()

let root: string
let remote: TestClient
let local: TestApp
let run: Run

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'three-sources-'))
  const bundled = await findBundledModels()
  const base = bundled.find(({ manifest }) => manifest.kind === 'base')
  if (base === undefined) throw new Error('There is no bundled base model.')
  await writeCheckpoint(base, join(root, 'checkpoint'))
  const modelsFolder = join(root, 'models')
  await importModel({ folder: join(root, 'checkpoint'), modelsFolder, id: 'tiny-copy' })
  const { models: imported } = await findModels(modelsFolder)

  // A second Trialogue, as whoever else speaks OpenAI's API.
  remote = await startTestClient(createOnnxProvider({ models: bundled, verify: verifyModel }))
  local = await startTestApp(createOnnxProvider({ models: imported, verify: verifyModel }))
  const settings = { name: 'own', api: 'openai', urls: [remote.address], allowsPrivate: true, concurrency: 2 }
  await post('/api/endpoints', { ...settings, key: null })
  await post('/api/endpoints/own/test', { modelName: 'wren-instruct' })
  const model = { name: 'wren-instruct', price, contextLength: 512 }
  await local.app.inject({ method: 'PATCH', url: '/api/endpoints/own/models', payload: model })
  const begun = await createRun(local.app, aRunRequest({ body, variants, topLogprobs: 2 }))
  await readEvents(local.app, begun.id)
  run = await getRun(local.app, begun.id)
})
afterAll(async () => {
  await Promise.all([local.close(), remote.close()])
  await rm(root, { recursive: true })
})

async function post(url: string, payload: object) {
  const answer = await local.app.inject({ method: 'POST', url, payload })
  if (answer.statusCode >= 300) throw new Error(answer.body)
  return answer.json()
}

function partsOf(variantId: string) {
  const generation = run.generations.find((candidate) => candidate.variantId === variantId)
  const [step] = generation?.steps ?? []
  if (generation === undefined || step === undefined) throw new Error(JSON.stringify(generation?.error))
  return { generation, step }
}

describe('one run of a bundled, an imported and a remote model', () => {
  it('comes to its end on all three, and says the same where the weights are the same', () => {
    const outcomes = run.generations.map(({ status, error }: Generation) => [status, error])
    expect(outcomes).toEqual(variants.map(() => ['completed', null]))
    expect(partsOf('remote').step.text).toBe(partsOf('bundled').step.text)
    expect(partsOf('imported').step.text).not.toBe('')
  })

  it('has tokens and their ids where the model runs, and what the server tells elsewhere', () => {
    for (const id of ['bundled', 'imported']) {
      const { step, generation } = partsOf(id)
      expect(step.tokenIds).toHaveLength(step.usage?.completionTokens ?? 0)
      expect(step.tokenIdsSha256).not.toBeNull()
      expect(generation.modelSha256).not.toBeNull()
    }
    const { step, generation } = partsOf('remote')
    expect(step).toMatchObject({ tokenIds: null, tokenIdsSha256: null })
    expect(generation).toMatchObject({ modelSha256: null, executionProvider: null })
    expect(step.usage).toMatchObject({ ...partsOf('bundled').step.usage, cachedTokens: expect.any(Number) })
    expect(step.usage?.isEstimated).toBeUndefined()
  })

  it('has log-probabilities on all three, and the same ones over the wire', () => {
    for (const { id } of variants) {
      const { step } = partsOf(id)
      expect(step.logprobs).toHaveLength(step.usage?.completionTokens ?? 0)
      expect(step.logprobs.every(({ alternatives }) => alternatives.length === 2)).toBe(true)
    }
    const [here, there] = [partsOf('bundled').step.logprobs, partsOf('remote').step.logprobs]
    expect(there.map(({ text }) => text)).toEqual(here.map(({ text }) => text))
    for (const [place, { logprob }] of there.entries())
      expect(logprob).toBeCloseTo(here[place]?.logprob ?? 0, 3)
  })

  it('has times on all three, and a cost where there is a price', () => {
    for (const { id } of variants) {
      const { timings } = partsOf(id).step
      expect(timings?.ttftMs).toBeGreaterThan(0)
      expect(timings?.decodeMs).toBeGreaterThan(0)
    }
    expect(costOf(partsOf('bundled').generation)).toBeNull()
    expect(costOf(partsOf('imported').generation)).toBeNull()
    const { generation, step } = partsOf('remote')
    const { promptTokens = 0, completionTokens = 0 } = step.usage ?? {}
    expect(costOf(generation)).toBeCloseTo(priceOf(price, promptTokens, completionTokens), 12)
    expect(costOf(generation)).toBeGreaterThan(0)
  })

  it('is previewed with tokens here and a guess for there, and with what it would cost', async () => {
    const preview = previewSchema.parse(await post('/api/preview', { body, variants, item: anItem() }))
    expect(preview.variants.map(({ isEstimated, error }) => [isEstimated, error])).toEqual([
      [false, null],
      [false, null],
      [true, null],
    ])
    const [bundled, , elsewhere] = preview.variants
    expect(bundled?.tokens).toHaveLength(bundled?.tokenCount ?? -1)
    expect(bundled?.cost).toBeNull()
    expect(elsewhere?.modelInput).toContain('Roger has 5 tennis balls.')
    expect(elsewhere?.cost?.most).toBeGreaterThanOrEqual(costOf(partsOf('remote').generation) ?? 0)
  })
})
