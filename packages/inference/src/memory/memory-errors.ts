import { AppError, type MemoryEstimate } from '@trialogue/contract'
import type { MachineMemory } from './machine-memory.ts'

/** Why a model is not loaded, with the numbers. `inUseBytes`: what models hold that somebody uses. */
export function tooLarge(
  modelId: string,
  { totalBytes: needBytes, weightsBytes }: MemoryEstimate,
  { freeBytes, totalBytes }: MachineMemory,
  inUseBytes: number,
): AppError {
  const missingBytes = needBytes - freeBytes
  const others = inUseBytes > 0 ? ` Models that are being used hold ${sizeText(inUseBytes)}.` : ''
  const message =
    `The model ${modelId} needs about ${sizeText(needBytes)} of memory, and ${sizeText(freeBytes)} of ` +
    `${sizeText(totalBytes)} can be had: ${sizeText(missingBytes)} are missing.${others} ` +
    'Choose a smaller model or one whose weights have fewer bits, or make memory free.'
  const numbers = { needBytes, weightsBytes, freeBytes, totalBytes, missingBytes, inUseBytes }
  return new AppError('MODEL_TOO_LARGE', message, { details: { modelId, ...numbers } })
}

/** What the users of a model get whose process was ended before the whole machine ran out of memory. */
export function endedForMemory(modelId: string, residentBytes: number, freeBytes: number): AppError {
  const message =
    `Only ${sizeText(freeBytes)} of memory were left on this machine: the process of the model ${modelId}, which held ` +
    `${sizeText(residentBytes)}, was ended. Other models are not affected. Run fewer generations at once, or a smaller model.`
  return new AppError('OUT_OF_MEMORY', message, { details: { modelId, residentBytes, freeBytes } })
}

function sizeText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`
}
