import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ModelFolder, readModelFolder } from '../model-folder.ts'
import { createToyRunner } from '../scheduler/toy-runner.ts'
import { aTinyModel, writeTinyModel } from '../tiny-model.ts'
import { takeFaster } from './take-faster.ts'

let folder: string
let files: ModelFolder
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-faster-'))
  await writeTinyModel(folder, aTinyModel())
  files = await readModelFolder(folder)
})
afterAll(() => rm(folder, { recursive: true }))

/** A runner whose steps keep the processor busy for this long. */
function aRunner(executionProvider: string, stepMs: number) {
  const runner = createToyRunner({ slotCount: 2, slotLength: 32 })
  const state = { isDisposed: false }
  return {
    ...{ files, deviceReason: null, state },
    runner: {
      ...runner,
      executionProvider,
      decode(rows: Parameters<typeof runner.decode>[0]) {
        const end = performance.now() + stepMs
        while (performance.now() < end);
        return runner.decode(rows)
      },
      async dispose() {
        state.isDisposed = true
      },
    },
  }
}

it.each([
  { device: 4, cpu: 0, taken: 'cpu', deviceReason: /^webgpu: The CPU is faster .* \d\.\d ms .* \d\.\d ms/ },
  { device: 0, cpu: 4, taken: 'webgpu', deviceReason: null },
])('takes the $taken and lets go of the other one', async ({ device, cpu, taken, deviceReason }) => {
  const [onDevice, onCpu] = [aRunner('webgpu', device), aRunner('cpu', cpu)]
  const { runner, ...rest } = await takeFaster(onDevice, async () => onCpu)
  expect(runner.executionProvider).toBe(taken)
  expect(rest.deviceReason).toEqual(deviceReason && expect.stringMatching(deviceReason))
  expect([onDevice.state.isDisposed, onCpu.state.isDisposed]).toEqual([taken === 'cpu', taken === 'webgpu'])
})
