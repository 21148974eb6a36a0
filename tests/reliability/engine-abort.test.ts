import { findBundledModels } from '@trialogue/catalogue'
import { defaultParameters } from '@trialogue/contract'
import { createEngine, createOnnxProvider, type Engine } from '@trialogue/inference'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { median } from '../bench/statistics.ts'
import { printFigure } from './print-figure.ts'

const rounds = 20
const perModel = 8

let engine: Engine
let modelIds: string[] = []
beforeAll(async () => {
  const models = await findBundledModels()
  modelIds = models.map(({ manifest }) => manifest.id)
  engine = createEngine({ providers: [createOnnxProvider({ models, verify: async () => {} })] })
  await Promise.all(modelIds.map((id) => engine.inspect(id, { form: 'text', text: 'Once' })))
})
afterAll(() => engine.dispose())

/** Writes until it is aborted; `onText` is called with the first text. Gives how it ended. */
async function write(modelId: string, seed: number, signal: AbortSignal, onText: () => void) {
  const parameters = { ...defaultParameters, temperature: 2, maxTokens: 400 }
  const prompt = { form: 'text', text: 'Once upon a time' } as const
  let finishReason = ''
  for await (const event of engine.generate(
    { modelId, prompt, parameters, seed, topLogprobs: null },
    signal,
  )) {
    if (event.type === 'text') onText()
    if (event.type === 'finished') finishReason = event.finishReason
  }
  return finishReason
}

it('stops three models that write, before anything is written down', async () => {
  const tookMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    const abort = new AbortController()
    const writing = modelIds.flatMap((modelId) =>
      Array.from({ length: perModel }, (_, index) => {
        const begun = Promise.withResolvers<void>()
        const ended = write(modelId, round * perModel + index, abort.signal, begun.resolve)
        // One or another may end by itself before all have begun.
        return { ended, begun: Promise.race([begun.promise, ended]) }
      }),
    )
    await Promise.all(writing.map(({ begun }) => begun))
    const startedAt = performance.now()
    abort.abort()
    const reasons = await Promise.all(writing.map(({ ended }) => ended))
    tookMs.push(performance.now() - startedAt)
    expect(reasons).toContain('cancelled')
  }
  printFigure(
    `Abort of ${perModel * modelIds.length} generations of three models that write, to the end of the last`,
    `median ${median(tookMs).toFixed(1)} ms, max ${Math.max(...tookMs).toFixed(1)} ms of ${rounds} (wanted: 100)`,
  )
  // Loose, for machines that do something else as well.
  expect(median(tookMs)).toBeLessThan(500)
})
