import type { PullPrecision } from '@trialogue/contract'
import type { Architecture } from './describe-architecture.ts'
import type { Variant } from './list-variants.ts'

/** Bytes of a weight as the converter stores it, the scales of blocks included. */
const convertedBytes: Readonly<Record<PullPrecision, number>> = {
  fp32: 4,
  fp16: 2,
  q8: 1.125,
  q4: 0.625,
  q4f16: 0.5625,
  int8: 1,
}

/** Bytes of the weights as they will lie on the disk: of a conversion about, of an ONNX file exactly. */
export function storedWeightsBytes(
  { action, precision, weightsBytes }: Variant,
  { parameterCount }: Architecture,
): number {
  if (action === 'use') return weightsBytes
  // A checkpoint has two bytes a weight nearly always.
  return Math.round((parameterCount ?? weightsBytes / 2) * convertedBytes[precision])
}

/** Bytes of the weights in memory: a processor computes with half precision in single precision. */
export function loadedWeightsBytes(variant: Variant, architecture: Architecture): number {
  const bytes = storedWeightsBytes(variant, architecture)
  return variant.precision === 'fp16' ? 2 * bytes : bytes
}

/** Node.js and ONNX Runtime with the tokenizer of a small model. */
const PROCESS_BYTES = 160e6
/** Of the weights: what the runtime makes of them for this processor, and the activations of a step. */
const WORKING_SHARE = 0.15
/** Tokens of the shortest and of the longest context that is assumed. */
const LEAST_LENGTH = 512
const USUAL_LENGTH = 8_192

/** Memory that a model takes when it is loaded: with one short context, and with a usual one. */
export function memoryNeed(
  variant: Variant,
  architecture: Architecture,
): { readonly least: number; readonly usual: number } {
  const weights = loadedWeightsBytes(variant, architecture)
  const { cache, contextLength } = architecture
  const perToken = cache === null ? 0 : cache.layers * cache.heads * cache.headSize * 2 * 4
  const at = (length: number) =>
    Math.round(
      PROCESS_BYTES + weights * (1 + WORKING_SHARE) + perToken * Math.min(contextLength ?? length, length),
    )
  return { least: at(LEAST_LENGTH), usual: at(USUAL_LENGTH) }
}
