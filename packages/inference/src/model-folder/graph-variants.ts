import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@trialogue/contract'
import { loadFailed } from './load-failed.ts'

/** One of a folder's ONNX files: the same model in another precision. */
export interface GraphVariant {
  /** As transformers.js calls it: `fp32`, `q8`, `q4f16`, …; `genai` for the file that genai_config.json names. */
  readonly name: string
  /** Relative to the folder, with forward slashes. */
  readonly path: string
}

/** Devices differ in what they compute fast. */
export type DeviceKind = 'cpu' | 'gpu'

/**
 * Best first. On a CPU, time goes into reading weights: 8 bits are close to the original and a quarter of its size, and
 * half precision is computed as single with conversions around it. A GPU computes in half precision, but not with the
 * operators of the 8-bit files.
 */
const preferences: Readonly<Record<DeviceKind, readonly string[]>> = {
  cpu: ['genai', 'q8', 'int8', 'uint8', 'q4', 'bnb4', 'fp32', 'fp16', 'q4f16'],
  gpu: ['genai', 'fp16', 'q4f16', 'q4', 'fp32', 'q8', 'int8', 'uint8', 'bnb4'],
}

/** Where onnx-community and Optimum put their files. */
const places = ['onnx/', '']

/** `model_q4.onnx`, `model_quantized.onnx`, `decoder_model_merged_fp16.onnx`, … */
const fileName = /^(?:model|decoder_model_merged)(?:_(?<suffix>[A-Za-z0-9_-]+))?\.onnx$/

/** What a folder offers, best first for the device. */
export async function listGraphVariants(
  folder: string,
  genaiPath: string | null,
  device: DeviceKind,
): Promise<GraphVariant[]> {
  const found = new Map<string, string>()
  if (genaiPath !== null) found.set('genai', genaiPath)
  for (const place of places) {
    for (const file of (await readdir(join(folder, place)).catch(() => [])).sort()) {
      const match = fileName.exec(file)
      const name = variantName(match?.groups?.['suffix'])
      if (match !== null && place + file !== genaiPath && !found.has(name)) found.set(name, place + file)
    }
  }
  const rank = (name: string) => {
    const index = preferences[device].indexOf(name)
    return index === -1 ? preferences[device].length : index
  }
  return [...found].map(([name, path]) => ({ name, path })).sort((a, b) => rank(a.name) - rank(b.name))
}

function variantName(suffix: string | undefined): string {
  if (suffix === undefined) return 'fp32'
  return suffix === 'quantized' ? 'q8' : suffix
}

/** The variant asked for, or else the best one. Throws MODEL_LOAD_FAILED naming what there is. */
export async function chooseGraphVariant(
  folder: string,
  variants: readonly GraphVariant[],
  wanted: string | null,
): Promise<GraphVariant> {
  const chosen = wanted === null ? variants[0] : variants.find(({ name }) => name === wanted)
  if (chosen !== undefined) return chosen
  if (variants.length > 0) {
    const names = variants.map(({ name }) => name)
    const message = `The model has no variant "${wanted}". Choose one of ${names.join(', ')}.`
    throw new AppError('MODEL_LOAD_FAILED', message, { details: { variants: names } })
  }
  const others = await readdir(join(folder, 'onnx')).catch(() => [])
  if (others.some((file) => file.startsWith('decoder_with_past_model') || file.startsWith('encoder_model'))) {
    throw loadFailed('onnx folder', 'splits the model into several ONNX files', {
      advice: 'Choose a decoder-only model that was exported as one model.onnx with its KV cache.',
    })
  }
  throw loadFailed('onnx/model.onnx', 'is missing')
}
