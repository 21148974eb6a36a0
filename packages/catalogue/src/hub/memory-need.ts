import { estimateMemory, type PullPrecision } from '@trialogue/contract'
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

/** Where neither a file nor anybody tells. */
export const UNKNOWN_CONTEXT_LENGTH = 2048

/** Bytes of the weights as they will lie on the disk: of a conversion about, of an ONNX file exactly. */
export function storedWeightsBytes(
  { action, precision, weightsBytes }: Variant,
  { parameterCount }: Architecture,
): number {
  if (action === 'use') return weightsBytes
  // A checkpoint has two bytes a weight nearly always.
  return Math.round((parameterCount ?? weightsBytes / 2) * convertedBytes[precision])
}

/** Memory that a model takes when it is loaded: the least it can do with, and what it would take of `freeBytes`. */
export function memoryNeed(
  variant: Variant,
  architecture: Architecture,
  freeBytes: number,
): { readonly leastBytes: number; readonly likelyBytes: number } {
  const demand = {
    weightsBytes: storedWeightsBytes(variant, architecture),
    precision: variant.precision,
    cache: architecture.cache,
    contextLength: architecture.contextLength ?? UNKNOWN_CONTEXT_LENGTH,
  }
  return {
    leastBytes: estimateMemory(demand, 0).totalBytes,
    likelyBytes: estimateMemory(demand, freeBytes).totalBytes,
  }
}
