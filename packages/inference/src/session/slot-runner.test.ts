import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { llamaDecoderGraph, slotsDecoderModel } from '@trialogue/onnx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { withHalfCaches, withLogitsToKeep } from '../model-folder/onnx-fixture.ts'
import { referenceLogits } from '../reference-decoder.ts'
import { aTinyModel } from '../tiny-model.ts'
import { openInPlaceRunner } from './in-place-runner.ts'
import { openPlainRunner } from './plain-runner.ts'
import type { SlotRunner } from './slot-runner.ts'

const tiny = aTinyModel()
const vocabulary = tiny.config.vocabSize
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-slots-'))
  const { config, parameters } = tiny
  const write = (name: string, content: Uint8Array) => writeFile(join(folder, name), content)
  await write('standard.onnx', llamaDecoderGraph(config, parameters, 'half', { attention: 'standard' }))
  await write('hugging-face.onnx', llamaDecoderGraph(config, parameters))
  await write('half.onnx', withHalfCaches(llamaDecoderGraph(config, parameters)))
  await write('keeping.onnx', withLogitsToKeep(llamaDecoderGraph(config, parameters)))
  const slots = slotsDecoderModel(config, parameters, { precision: 'fp32' })
  await write('slots.onnx', slots.graph)
  await write('model.onnx_data', slots.data)
})
afterAll(() => rm(folder, { recursive: true }))

/** Different for each `seed`. */
const tokens = (seed: number, count: number) =>
  Array.from({ length: count }, (_, index) => (seed * 37 + index * 11) % 262)

/** The largest difference of row `row` from a full recompute, relative to the root mean square of its logits. */
function errorOf(logits: Float32Array, tokenIds: readonly number[], row = 0): number {
  const expected = referenceLogits(tiny, tokenIds)
  const actual = logits.subarray(row * vocabulary, (row + 1) * vocabulary)
  const rms = Math.sqrt(expected.reduce((sum, value) => sum + value * value, 0) / expected.length)
  return Math.max(...expected.map((value, index) => Math.abs(value - (actual[index] ?? Number.NaN)))) / rms
}

const options = { threads: 1, slotCount: 3, slotLength: 40 }
const openers = {
  plain: (graphPath: string) => openPlainRunner(graphPath, { ...options, reason: 'A test.' }),
  'in-place': (graphPath: string) => openInPlaceRunner(graphPath, { ...options, vocabularySize: vocabulary }),
  // As some devices have to: a call is several runs.
  'in-place, 3 tokens a run': (graphPath: string) =>
    openInPlaceRunner(graphPath, { ...options, vocabularySize: vocabulary, tokensPerRun: 3 }),
} as const

describe.each([
  { path: 'plain', graph: 'standard', error: 1e-4 },
  { path: 'plain', graph: 'hugging-face', error: 1e-4 },
  { path: 'plain', graph: 'slots', error: 1e-4 },
  { path: 'in-place', graph: 'hugging-face', error: 1e-4 },
  { path: 'in-place', graph: 'slots', error: 1e-4 },
  { path: 'in-place, 3 tokens a run', graph: 'slots', error: 1e-4 },
  { path: 'in-place, 3 tokens a run', graph: 'hugging-face', error: 1e-4 },
  // It tells neither how many logits it gives nor how wide they are.
  { path: 'plain', graph: 'keeping', error: 1e-4 },
  { path: 'in-place', graph: 'keeping', error: 1e-4 },
  // Every key and value is rounded to half precision.
  { path: 'plain', graph: 'half', error: 1e-2 },
  { path: 'in-place', graph: 'half', error: 1e-2 },
] as const)('a runner on the $path path with a $graph graph', ({ path, graph, error }) => {
  let runner: SlotRunner
  beforeEach(async () => {
    runner = await openers[path](join(folder, `${graph}.onnx`))
    return () => runner.dispose()
  })

  it('tells what it is', () => {
    expect(runner).toMatchObject({
      executionProvider: 'cpu',
      cachePath: path === 'plain' ? 'plain' : 'in-place',
      plainReason: path === 'plain' ? 'A test.' : null,
      slotCount: 3,
      slotLength: 40,
      vocabularySize: vocabulary,
    })
  })

  it('gives the logits of a full recompute after chunks and ragged steps', async () => {
    const [first, second] = [tokens(1, 12), tokens(2, 5)]
    expect(await runner.prefill(0, 0, first.slice(0, 7), 'none')).toHaveLength(0)
    const all = await runner.prefill(0, 7, first.slice(7), 'all')
    expect(all).toHaveLength(5 * vocabulary)
    expect(errorOf(all, first.slice(0, 8), 0)).toBeLessThan(error)
    expect(errorOf(all, first, 4)).toBeLessThan(error)
    expect(errorOf(await runner.prefill(1, 0, second, 'last'), second)).toBeLessThan(error)
    const logits = await runner.decode([
      { start: 12, tokenId: 9 },
      { start: 5, tokenId: 8 },
    ])
    expect(errorOf(logits, [...first, 9], 0)).toBeLessThan(error)
    expect(errorOf(logits, [...second, 8], 1)).toBeLessThan(error)
  })

  it('fills a slot to its last token', async () => {
    const all = tokens(3, 40)
    await runner.prefill(2, 0, all.slice(0, 39), 'none')
    runner.swapSlots(2, 0, 39)
    const logits = await runner.decode([{ start: 39, tokenId: all[39] ?? 0 }])
    expect(errorOf(logits, all)).toBeLessThan(error)
    await expect(runner.decode([{ start: 40, tokenId: 1 }])).rejects.toMatchObject({ code: 'INTERNAL' })
  })

  it('forgets what lies behind the start', async () => {
    const [kept, dropped, other] = [tokens(1, 6), tokens(2, 6), tokens(3, 4)]
    await runner.prefill(0, 0, [...kept, ...dropped], 'none')
    expect(errorOf(await runner.prefill(0, 6, other, 'last'), [...kept, ...other])).toBeLessThan(error)
    expect(errorOf(await runner.decode([{ start: 0, tokenId: 7 }]), [7])).toBeLessThan(error)
  })

  it('copies and exchanges slots', async () => {
    const [first, second] = [tokens(1, 9), tokens(2, 4)]
    await runner.prefill(0, 0, first, 'none')
    await runner.prefill(2, 0, second, 'none')
    runner.copySlot(0, 1, 6)
    runner.swapSlots(0, 2, 9)
    const logits = await runner.decode([
      { start: 4, tokenId: 1 },
      { start: 6, tokenId: 2 },
      { start: 9, tokenId: 3 },
    ])
    expect(errorOf(logits, [...second, 1], 0)).toBeLessThan(error)
    expect(errorOf(logits, [...first.slice(0, 6), 2], 1)).toBeLessThan(error)
    expect(errorOf(logits, [...first, 3], 2)).toBeLessThan(error)
  })

  it('refuses what lies outside a slot', async () => {
    await runner.prefill(0, 0, tokens(1, 4), 'none')
    const internal = { code: 'INTERNAL' }
    await expect(runner.prefill(0, 5, [1], 'last')).rejects.toMatchObject(internal)
    await expect(runner.prefill(0, 4, tokens(1, 37), 'last')).rejects.toMatchObject(internal)
    await expect(runner.prefill(0, 4, [], 'last')).rejects.toMatchObject(internal)
    await expect(runner.prefill(3, 0, [1], 'last')).rejects.toMatchObject(internal)
    expect(await runner.decode([])).toHaveLength(0)
    expect(() => runner.copySlot(0, 1, 5)).toThrow('Slot 0 has no 5 tokens.')
  })

  it('is interrupted, and goes on where it was', async () => {
    const kept = tokens(1, 6)
    await runner.prefill(0, 0, kept, 'none')
    // The first step of all tells how long the next ones may take.
    await runner.decode([{ start: 6, tokenId: 1 }])
    for (const call of [
      () => runner.prefill(0, 6, tokens(2, 30), 'last'),
      () => runner.decode([{ start: 6, tokenId: 1 }]),
    ]) {
      const called = call()
      runner.interrupt()
      await expect(called).rejects.toMatchObject({
        code: 'GENERATION_FAILED',
        details: { interrupted: true },
      })
    }
    expect(errorOf(await runner.prefill(0, 6, [9], 'last'), [...kept, 9])).toBeLessThan(error)
    // There is nothing to interrupt: the next call is not meant.
    runner.interrupt()
    expect(errorOf(await runner.decode([{ start: 7, tokenId: 5 }]), [...kept, 9, 5])).toBeLessThan(error)
  })

  it('is GENERATION_FAILED for a token that the model does not have, and goes on', async () => {
    await runner.prefill(0, 0, [1, 2], 'none')
    await expect(runner.prefill(0, 2, [vocabulary], 'last')).rejects.toMatchObject({
      code: 'GENERATION_FAILED',
    })
    expect(errorOf(await runner.prefill(0, 2, [3], 'last'), [1, 2, 3])).toBeLessThan(error)
  })
})

describe('a runner on the in-place path', () => {
  let runner: SlotRunner
  beforeEach(async () => {
    runner = await openers['in-place'](join(folder, 'slots.onnx'))
    return () => runner.dispose()
  })

  it('lets the event loop turn while it computes', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    })
    for (let step = 0; step < 100; step += 1) await runner.prefill(0, 0, tokens(step, 39), 'none')
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
  })

  it('waits for the call under way when it is disposed of', async () => {
    const called = runner.prefill(0, 0, tokens(1, 30), 'last')
    const again = await openers['in-place'](join(folder, 'slots.onnx'))
    await Promise.all([runner.dispose(), called])
    runner = again
  })

  it('takes no more memory after 2,000 steps', async () => {
    const step = async (count: number) => {
      for (let done = 0; done < count; done += 1) {
        await runner.decode([
          { start: done % 30, tokenId: done % vocabulary },
          { start: 0, tokenId: 7 },
        ])
      }
    }
    // Until then JavaScript's own heap still grows.
    await step(1_000)
    const before = process.memoryUsage().rss
    await step(2_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(16 * 2 ** 20)
  })
})
