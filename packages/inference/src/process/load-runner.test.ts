import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { llamaDecoderGraph } from '@trialogue/onnx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aTinyModel, writeTinyModel } from '../tiny-model.ts'
import { loadRunner } from './load-runner.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-load-'))
  await writeTinyModel(folder, aTinyModel())
})
afterAll(() => rm(folder, { recursive: true }))

const options = { threads: 1, slotCount: 2, contextLength: 64, sizeBytes: 1, cacheBudgetBytes: 2 ** 30 }

describe('loadRunner', () => {
  it('runs on the CPU and says why no device is tried', async () => {
    const device = { candidates: [], isAutomatic: true, reason: 'This machine shows no GPU.' }
    const { runner, deviceReason } = await loadRunner(folder, { ...options, device })
    expect(runner).toMatchObject({ executionProvider: 'cpu', cachePath: 'in-place', slotLength: 64 })
    expect(deviceReason).toBe('This machine shows no GPU.')
    await runner.dispose()
  })

  // Without its libraries CUDA cannot be opened; with them it does not compute attention in single precision.
  it('runs on the CPU and says why a device does not run it', async () => {
    const device = { candidates: ['cuda' as const], isAutomatic: false, reason: null }
    const { runner, deviceReason } = await loadRunner(folder, { ...options, device })
    expect(runner.executionProvider).toBe('cpu')
    expect(deviceReason).toMatch(/^cuda: \S/)
    await runner.dispose()
  })

  it('runs on the CPU a graph that cannot update its cache in place', async () => {
    const other = await mkdtemp(join(tmpdir(), 'trialogue-load-'))
    const tiny = aTinyModel()
    await writeTinyModel(other, tiny)
    const standard = llamaDecoderGraph(tiny.config, tiny.parameters, 'half', { attention: 'standard' })
    await writeFile(join(other, 'onnx/model.onnx'), standard)
    const device = { candidates: ['webgpu' as const], isAutomatic: false, reason: null }
    const { runner, deviceReason } = await loadRunner(other, { ...options, device })
    expect(runner).toMatchObject({ executionProvider: 'cpu', cachePath: 'plain' })
    expect(deviceReason).toMatch(/^webgpu: .*GroupQueryAttention/)
    await runner.dispose()
    await rm(other, { recursive: true })
  })
})
