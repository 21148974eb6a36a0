import { experimentRequestSchema, type GridFilter, gridFilterSchema } from '@trialogue/contract'
import { aGeneration, anId, aPromptBody, aRun, aRunRequest, aVariant } from '@trialogue/testing'
import { beforeAll, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import type { StoredExperiment } from './experiment-rows.ts'

const items = 10_000
const cellCount = items * 2

let store: Store
let experiment: StoredExperiment

beforeAll(async () => {
  store = await openStore({ dataDir: ':memory:' })
  const dataset = await store.datasets.create({
    ...{ name: 'Many', message: '', columns: [{ name: 'q', role: 'variable' }] },
    rows: Array.from({ length: items }, (_, index) => ({ cells: [`case ${index}`], isSynthetic: false })),
  })
  experiment = await store.experiments.create(
    experimentRequestSchema.parse({
      ...{ name: 'Many', promptId: null, promptVersion: null, body: aPromptBody() },
      variants: [aVariant({ id: 'a' }), aVariant({ id: 'b' })],
      ...{ datasetId: dataset.id, datasetVersion: 1, referenceColumn: null, sliceColumn: null },
      ...{ mapping: [], scorers: [{ id: 'length', name: 'Length' }] },
    }),
  )
  for (let first = 0; first < cellCount; first += 2_000) await finishNext(first)
}, 120_000)

const run = aRun({ request: aRunRequest({ variants: [aVariant({ id: 'a' })] }), status: 'completed' })
const generationOf = (number: number) => aGeneration({ id: anId(number + 1), runId: anId(number) })

/** The next 2 000 cells: the answers of every tenth case differ, every hundredth does not pass. */
async function finishNext(first: number): Promise<void> {
  const cells = await store.experiments.claim(experiment, [0, 1], 2_000)
  const finished = cells.map(({ number, itemIndex, variantIndex }, index) => {
    const text = itemIndex % 10 === 0 && variantIndex === 1 ? 'other' : 'same'
    return {
      ...{ number, state: 'done' as const, preview: text, hasAnswer: true, answerSha256: text },
      run: {
        ...run,
        id: anId((first + index) * 2 + 1),
        generations: [generationOf((first + index) * 2 + 1)],
      },
      ...{ finishReason: 'stop' as const, errorCode: null, latencyMs: number, cost: null },
      ...{ promptTokens: 10, completionTokens: 5 },
      scores: [
        {
          ...{ name: 'Length', scorerId: 'length' as const, type: 'numeric' as const, value: 4 },
          ...{ isPass: itemIndex % 100 !== 0, category: 'scored' as const },
          rationale: { key: 'counted' as const, values: {} },
        },
      ],
    }
  })
  await store.experiments.finish(experiment, finished)
}

it.each([
  ['all', items],
  ['failed', items / 100],
  ['different', items / 10],
  ['unrated', items],
  ['slow', items / 20],
] satisfies [GridFilter, number][])('finds %s among 10 000 cases of two variants', async (filter, total) => {
  const query = { filter, limit: 100, offset: Math.max(0, total - 100) }
  const first = await store.experiments.readWindow(experiment, query)
  expect(first.total).toBe(total)
  expect(first.items).toHaveLength(100)
  expect(first.items.at(-1)?.cells).toHaveLength(2)
  const startedAt = performance.now()
  await store.experiments.readWindow(experiment, query)
  process.stdout.write(
    `Grid of ${items} × 2, filter ${filter}: ${Math.round(performance.now() - startedAt)} ms\n`,
  )
})

it('counts and adds up all cells', async () => {
  expect(gridFilterSchema.options).toHaveLength(5)
  const startedAt = performance.now()
  expect((await store.experiments.countCells(experiment)).states.done).toBe(cellCount)
  expect(await store.experiments.readCellFigures(experiment)).toHaveLength(2)
  expect(await store.experiments.readCaseScores(experiment)).toHaveLength(cellCount)
  process.stdout.write(`Figures of ${items} × 2: ${Math.round(performance.now() - startedAt)} ms\n`)
})
