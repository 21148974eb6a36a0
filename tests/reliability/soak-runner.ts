import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSlotRunner, type SlotRunner } from '@trialogue/inference'
import { type DecoderConfig, decoderParameters, elementCount, slotsDecoderModel } from '@trialogue/onnx'

/** What the process tells its parent after each stretch of steps. */
export interface SoakReport {
  readonly cachePath: SlotRunner['cachePath']
  readonly steps: number
  readonly residentBytes: number
}

const slotCount = 4
const slotLength = 128
const config: DecoderConfig = {
  vocabSize: 512,
  hiddenSize: 64,
  layerCount: 2,
  headCount: 4,
  keyValueHeadCount: 2,
  feedForwardSize: 96,
  ropeTheta: 10_000,
  normEpsilon: 1e-5,
  contextLength: slotLength,
}

function writeModel(folder: string): string {
  const parameters = decoderParameters(config).map(({ name, shape }): [string, Float32Array] => [
    name,
    Float32Array.from({ length: elementCount(shape) }, (_, index) => Math.sin(index * 0.7)),
  ])
  const { graph, data } = slotsDecoderModel(config, new Map(parameters), { precision: 'q8' })
  writeFileSync(join(folder, 'model.onnx_data'), data)
  writeFileSync(join(folder, 'model.onnx'), graph)
  return join(folder, 'model.onnx')
}

const prompt = (seed: number, length: number) =>
  Array.from({ length }, (_, index) => (seed * 31 + index) % config.vocabSize)

/** Fills the slots anew, to different lengths, with everything that a scheduler asks for. */
async function fill(runner: SlotRunner, seed: number, lengths: number[]): Promise<void> {
  const full = prompt(seed, 20)
  for (const slot of lengths.keys()) await runner.prefill(slot, 0, full, 'last')
  runner.swapSlots(0, 3, full.length)
  runner.copySlot(1, 2, 10)
  const interrupted = runner.prefill(1, 10, prompt(seed, 90), 'all').catch(() => null)
  runner.interrupt()
  await interrupted
  await runner.prefill(1, 10, full.slice(10), 'none')
  lengths.splice(0, slotCount, 20, 20, 10, 20)
}

/** One decode step of one to four rows; every hundredth begins anew. */
async function step(runner: SlotRunner, number: number, lengths: number[]): Promise<void> {
  if (number % 100 === 0) await fill(runner, number, lengths)
  const rows = lengths.slice(0, 1 + (number % slotCount)).map((start, slot) => ({
    start,
    tokenId: (number + slot) % config.vocabSize,
  }))
  await runner.decode(rows)
  for (const slot of rows.keys()) lengths[slot] = (lengths[slot] ?? 0) + 1
}

/**
 * Runs as many steps as its first argument says, in stretches as long as its second one; steps before the first report
 * are not counted: memory pools grow to their size in them.
 */
async function soak(steps: number, stretch: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trialogue-soak-'))
  const runner = await openSlotRunner(
    { graphPath: writeModel(folder) },
    { threads: 1, slotCount, slotLength },
  )
  const report = (done: number) => {
    globalThis.gc?.()
    const residentBytes = process.memoryUsage().rss
    process.send?.({ cachePath: runner.cachePath, steps: done, residentBytes } satisfies SoakReport)
  }
  const lengths = new Array<number>(slotCount).fill(0)
  for (let number = 0; number < stretch; number += 1) await step(runner, number, lengths)
  report(0)
  for (let number = 0; number < steps; number += 1) {
    await step(runner, number, lengths)
    if ((number + 1) % stretch === 0) report(number + 1)
  }
  await runner.dispose()
  rmSync(folder, { recursive: true })
  process.disconnect()
}

const [steps, stretch] = process.argv.slice(2).map(Number)
await soak(steps ?? 0, stretch ?? 1)
