// @vitest-environment node
import { aPromptContent, aRun, aRunRequest, aStep, aVariant } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { type ColumnMeasure, estimateRunMs, measureColumn } from './estimate-run.ts'

const { columns } = aPromptContent()
const timings = (prefillMs: number, decodeMs: number) => ({ queuedMs: 900, ttftMs: 1, prefillMs, decodeMs })

/** A run of the base column: samples that worked 1 s each and ended one after another, half a second apart. */
function aMeasuredRun(samples: number, change: object = {}) {
  const run = aRun({ request: aRunRequest({ variants: [aVariant()], samples }) })
  return {
    ...run,
    generations: run.generations.map((generation) => ({
      ...generation,
      status: 'completed' as const,
      finishReason: 'stop' as const,
      finishedAt: 10_000 + 500 * generation.sampleIndex,
      steps: [aStep({ timings: timings(200, 800) })],
      ...change,
    })),
  }
}

const measure = (modelId: string, change: Partial<ColumnMeasure> = {}): ColumnMeasure => ({
  ...{ modelId, spanMs: 1_000, samples: 1, maxTokens: 128, hasHitLimit: false },
  ...change,
})

it('measures from the first work to the last, without the queue', () => {
  expect(measureColumn(aMeasuredRun(1), 'base')).toMatchObject({
    spanMs: 1_000,
    samples: 1,
    hasHitLimit: false,
  })
  expect(measureColumn(aMeasuredRun(3), 'base')).toMatchObject({ spanMs: 2_000, samples: 3 })
})

it('measures nothing of what goes on, failed or was stopped', () => {
  expect(measureColumn(aRun(), 'base')).toBeNull()
  expect(measureColumn(aMeasuredRun(1, { status: 'failed' }), 'base')).toBeNull()
  expect(measureColumn(aMeasuredRun(1, { finishReason: 'cancelled' }), 'base')).toBeNull()
  expect(measureColumn(aMeasuredRun(1), 'elsewhere')).toBeNull()
})

it('takes the slowest model, as they work side by side, and its latest measure', () => {
  const measures = [
    measure('wren-base', { spanMs: 9_000 }),
    measure('wren-base'),
    measure('wren-instruct', { spanMs: 3_000 }),
    measure('wren-dialog', { spanMs: 2_000 }),
  ]
  expect(estimateRunMs(columns, 1, measures)).toBe(3_000)
  expect(estimateRunMs(columns, 4, measures)).toBe(12_000)
})

it('adds up columns of one model', () => {
  const [base] = columns
  expect(base && estimateRunMs([base, base], 1, [measure('wren-base')])).toBe(2_000)
})

it('takes a text that was cut off for one that would fill a higher limit', () => {
  const [base] = columns
  const cut = measure('wren-base', { maxTokens: 64, hasHitLimit: true })
  expect(base && estimateRunMs([base], 1, [cut])).toBe(2_000)
})

it('knows nothing of a model that has not run', () => {
  expect(estimateRunMs(columns, 1, [measure('wren-base')])).toBeNull()
  expect(estimateRunMs([], 1, [])).toBeNull()
})
