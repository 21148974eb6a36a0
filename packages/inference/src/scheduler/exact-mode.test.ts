import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { llamaDecoderGraph, slotsDecoderModel } from '@trialogue/onnx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInPlaceRunner } from '../session/in-place-runner.ts'
import { openPlainRunner } from '../session/plain-runner.ts'
import type { SlotRunner } from '../session/slot-runner.ts'
import { aTinyModel } from '../tiny-model.ts'
import { BatchScheduler } from './batch-scheduler.ts'

const { config, parameters } = aTinyModel(1, { hiddenSize: 64, feedForwardSize: 96 })
const options = { threads: 1, slotCount: 6, slotLength: config.contextLength, reason: 'A test.' }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-exact-'))
  const write = (name: string, content: Uint8Array) => writeFile(join(folder, name), content)
  await write('hugging-face.onnx', llamaDecoderGraph(config, parameters))
  for (const precision of ['fp32', 'q8', 'q4'] as const) {
    const dataFile = `${precision}.data`
    const model = slotsDecoderModel(config, parameters, { precision, dataFile })
    await write(`${precision}.onnx`, model.graph)
    await write(dataFile, model.data)
  }
})
afterAll(() => rm(folder, { recursive: true }))

const tokens = (seed: number, count: number) =>
  Array.from({ length: count }, (_, index) => (seed * 37 + index * 11) % 262)

/** The logits of each step of a greedy sequence, as they were. */
async function run(scheduler: BatchScheduler, tokenIds: readonly number[], isExact: boolean, length = 20) {
  const steps: Float32Array[] = []
  const task = {
    beginning: { tokenIds, isExact, logitsFrom: tokenIds.length },
    onRead: () => {},
    next(logits: Float32Array) {
      steps.push(logits.slice())
      return steps.length === length ? null : logits.indexOf(Math.max(...logits))
    },
  }
  const { cachedTokens } = await scheduler.run(task, new AbortController().signal)
  return { steps, cachedTokens }
}

describe.each(['plain', 'in-place'] as const)('exact mode on the %s path', (path) => {
  const open = (graphPath: string): Promise<SlotRunner> =>
    path === 'plain'
      ? openPlainRunner(graphPath, options)
      : openInPlaceRunner(graphPath, { ...options, vocabularySize: config.vocabSize })

  it.each(['hugging-face', 'fp32', 'q8', 'q4'])(
    'gives the same bits whatever else runs: %s',
    async (graph) => {
      const graphPath = join(folder, `${graph}.onnx`)
      const asked = tokens(1, 150)
      const quiet = await open(graphPath)
      const expected = await run(new BatchScheduler(quiet), asked, true)
      await quiet.dispose()

      const busy = await open(graphPath)
      const scheduler = new BatchScheduler(busy)
      await run(scheduler, asked.slice(0, 130), false)
      const others = [
        run(scheduler, tokens(2, 100), false, 40),
        run(scheduler, asked.slice(0, 80), false, 60),
        run(scheduler, tokens(3, 70), true, 30),
      ]
      const [made] = await Promise.all([run(scheduler, asked, true), ...others])
      await busy.dispose()
      expect(made.cachedTokens).toBe(128)
      expect(made.steps).toEqual(expected.steps)
    },
  )
})
