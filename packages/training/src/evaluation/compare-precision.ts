import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalModel, verifyModel, writeManifest } from '@trialogue/catalogue'
import { createEngine, createOnnxProvider } from '@trialogue/inference'
import { llamaDecoderGraph } from '@trialogue/onnx'
import { readCheckpoint } from '../checkpoint.ts'
import { createModel } from './ask.ts'
import type { PrecisionDifference } from './evaluation-record.ts'
import type { Measurement } from './measurement.ts'
import { probes } from './probes.ts'

/** Long chains, short labels and copying: where rounding could show. */
const sampled = [
  'direct-1',
  'zero-shot-2',
  'zero-shot-3',
  'authors-zero-shot',
  'sentiment',
  'question',
  'past',
]

async function measureSample(model: LocalModel, count: number): Promise<Measurement[]> {
  const { id, kind } = model.manifest
  const engine = createEngine({ providers: [createOnnxProvider({ models: [model], verify: verifyModel })] })
  try {
    const asked = createModel(engine, id, kind)
    const measurements: Measurement[] = []
    for (const probe of probes.filter((one) => sampled.includes(one.id)))
      measurements.push(...(await probe.measure(asked, count)))
    // Some probes also split their cases.
    return measurements.filter((one) => sampled.includes(one.id))
  } finally {
    await engine.dispose()
  }
}

/** A copy of the model's folder with the weights of the checkpoint, unrounded. */
async function exportSinglePrecision(
  folder: string,
  model: LocalModel,
  checkpoint: string,
): Promise<LocalModel> {
  const { config, parameters } = readCheckpoint(checkpoint)
  const stored = readFileSync(join(model.folder, 'onnx', 'model.onnx'))
  if (!stored.equals(llamaDecoderGraph(config, parameters)))
    throw new Error(`${checkpoint} does not hold the weights of ${model.manifest.id}: export it first.`)
  cpSync(model.folder, folder, { recursive: true })
  writeFileSync(join(folder, 'onnx', 'model.onnx'), llamaDecoderGraph(config, parameters, 'single'))
  const { files, formatVersion, ...description } = model.manifest
  return { folder, manifest: await writeManifest(folder, description) }
}

/**
 * Measures the same cases with the weights of the trainer's checkpoint in single precision and with the stored ones.
 * Throws when the checkpoint is not the one that the model was exported from.
 */
export async function comparePrecision(
  model: LocalModel,
  checkpoint: string,
  count: number,
): Promise<PrecisionDifference[]> {
  const folder = mkdtempSync(join(tmpdir(), 'single-precision-'))
  try {
    const single = await measureSample(await exportSinglePrecision(folder, model, checkpoint), count)
    const half = await measureSample(model, count)
    return single.flatMap((one) => {
      const other = half.find(({ id }) => id === one.id)
      const { id, name, correct } = one
      return other ? [{ id, name, count: one.count, single: correct, half: other.correct }] : []
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
