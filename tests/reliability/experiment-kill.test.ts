import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Experiment, experimentRequestSchema, experimentSchema, routes } from '@trialogue/contract'
import { aPromptBody, aVariant } from '@trialogue/testing'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { getJson, sendJson } from './api.ts'
import { checkIntegrity } from './check-integrity.ts'
import { printFigure } from './print-figure.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const cells = 500

let dataDir = ''
let server: ServerProcess
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-experiment-kill-'))
  server = await startServer(dataDir)
})
afterAll(async () => {
  await server.end('SIGKILL')
  rmSync(dataDir, { recursive: true })
})

async function createExperiment(): Promise<Experiment> {
  const dataset = routes.createDataset.response.parse(
    await sendJson('POST', `${server.address}/api/datasets`, {
      name: 'Five hundred cases',
      columns: [{ name: 'animal', role: 'variable' }],
      rows: Array.from({ length: cells }, (_, index) => ({ cells: [`animal number ${index}`] })),
    }),
  )
  const request = experimentRequestSchema.parse({
    ...{ name: 'Killed', promptId: null, promptVersion: null },
    body: aPromptBody({ text: { template: 'Where does {{animal}} live?' } }),
    variants: [aVariant({ parameters: { ...aVariant().parameters, maxTokens: 4 } })],
    ...{ datasetId: dataset.id, datasetVersion: 1, referenceColumn: null },
    mapping: [{ variable: 'animal', source: { from: 'column', column: 'animal' } }],
    scorers: [{ id: 'length', name: 'Length' }],
  })
  return experimentSchema.parse(await sendJson('POST', `${server.address}/api/experiments`, request))
}

async function read(id: string): Promise<Experiment> {
  return experimentSchema.parse(await getJson(`${server.address}/api/experiments/${id}`))
}

async function untilDone(id: string, count: number): Promise<Experiment> {
  return vi.waitFor(
    async () => {
      const experiment = await read(id)
      expect(experiment.counts.done).toBeGreaterThanOrEqual(count)
      return experiment
    },
    { timeout: 120_000, interval: 20 },
  )
}

/** By the number of the cell: the run that holds it. */
async function readRuns(id: string): Promise<Map<number, string | null>> {
  const runs = new Map<number, string | null>()
  for (let offset = 0; offset < cells; offset += 200) {
    const url = `${server.address}/api/experiments/${id}/rows?limit=200&offset=${offset}`
    const { items } = routes.listExperimentRows.response.parse(await getJson(url))
    for (const { number, state } of items.flatMap((row) => row.cells)) {
      if (state !== 'done') continue
      const cell = routes.getExperimentCell.response.parse(
        await getJson(`${server.address}/api/experiments/${id}/cells/${number}`),
      )
      expect(cell.generation?.status).toBe('completed')
      runs.set(number, cell.runId)
    }
  }
  return runs
}

it('goes on after kill -9 to every result once, and keeps those that it had', {
  timeout: 240_000,
}, async () => {
  const { id } = await createExperiment()
  const kept = new Map<number, string | null>()
  const kills: number[] = []
  for (const count of [60, 250]) {
    await untilDone(id, count)
    await server.end('SIGKILL')
    expect(checkIntegrity(dataDir)).toEqual(['ok'])
    server = await startServer(dataDir)
    kills.push((await read(id)).counts.done)
    await sendJson('POST', `${server.address}/api/experiments/${id}/pause`)
    for (const [number, runId] of await readRuns(id)) {
      expect(kept.get(number) ?? runId, 'a cell that is done is not made again').toBe(runId)
      kept.set(number, runId)
    }
    await sendJson('POST', `${server.address}/api/experiments/${id}/resume`)
  }
  const ended = await vi.waitFor(
    async () => {
      const experiment = await read(id)
      expect(experiment.status).toBe('completed')
      return experiment
    },
    { timeout: 120_000, interval: 50 },
  )
  expect(ended.counts).toEqual({ total: cells, pending: 0, running: 0, done: cells, failed: 0, unscored: 0 })
  const runs = await readRuns(id)
  expect(new Set(runs.values()).size).toBe(cells)
  for (const [number, runId] of kept) expect(runs.get(number)).toBe(runId)
  printFigure(
    'R20',
    `killed at ${kills.join(' and ')} of ${cells} cells: ${runs.size} results, ${runs.size - new Set(runs.values()).size} doubled`,
  )
})
