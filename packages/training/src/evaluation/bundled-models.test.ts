import { findBundledModels, type LocalModel, verifyModel } from '@trialogue/catalogue'
import { createEngine, createOnnxProvider, type Engine } from '@trialogue/inference'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createModel } from './ask.ts'
import { type EvaluationRecord, readEvaluation } from './evaluation-record.ts'
import { floorOf } from './floors.ts'
import { probes } from './probes.ts'
import { weightsSha256 } from './save-figures.ts'

const models = await findBundledModels()

/** Labels, sums, copying and chains: together under a minute on one core. */
const sampled = ['sentiment', 'spam', 'arithmetic', 'direct-1', 'zero-shot-2', 'past'] as const
const count = 20

/** Recorded figures of these very weights; none for others. */
function recordOf(local: LocalModel): EvaluationRecord {
  const record = readEvaluation(local.folder, weightsSha256(local))
  if (!record) throw new Error(`${local.manifest.id} has no evaluation.json of its weights: measure it.`)
  return record
}

describe.each(models)('$manifest.id', (local) => {
  it('has the files that its manifest lists', async () => {
    await expect(verifyModel(local)).resolves.toBeUndefined()
  })

  it('was measured with the weights that are committed', () => {
    expect(recordOf(local).measurements.length).toBeGreaterThan(20)
  })
})

describe.each(models)('$manifest.id answers as well as its evaluation says', (local) => {
  const { id, kind } = local.manifest
  let engine: Engine

  beforeAll(() => {
    engine = createEngine({ providers: [createOnnxProvider({ models: [local], verify: verifyModel })] })
  })
  afterAll(() => engine.dispose())

  it.each(sampled)('%s', async (probeId) => {
    const probe = probes.find((one) => one.id === probeId)
    const recorded = recordOf(local).measurements.find((one) => one.id === probeId)
    if (!probe || !recorded) throw new Error(`${probeId} has not been measured.`)
    const [measured] = await probe.measure(createModel(engine, id, kind), count)
    expect(measured?.count).toBe(count)
    expect(measured?.correct).toBeGreaterThanOrEqual(floorOf(recorded, count))
  })
})
