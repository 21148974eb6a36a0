import { AppError, type ErrorRecord, type PullPrecision } from '@trialogue/contract'
import type { Architecture } from './describe-architecture.ts'
import type { Variant } from './list-variants.ts'
import { memoryNeed, storedWeightsBytes } from './memory-need.ts'
import { MIN_FREE_BYTES } from './min-free-bytes.ts'
import type { RepositoryFile, RepositoryInfo } from './repository-info.ts'

export interface Choice {
  readonly variant: Variant
  readonly downloadBytes: number
  readonly cachedBytes: number
  readonly memoryNeedBytes: number
  /** Why it will not do on this machine; null where it will. */
  readonly obstacle: ErrorRecord | null
}

interface Machine {
  readonly memoryFreeBytes: number
  readonly diskFreeBytes: number
}

/** Which precision is proposed, best first: close to the original and fast on a processor. */
const preference: readonly PullPrecision[] = ['q8', 'int8', 'q4', 'fp32', 'fp16', 'q4f16']

/** What each variant takes, best first. */
export function weighVariants(
  variants: readonly Variant[],
  architecture: Architecture,
  cached: ReadonlySet<RepositoryFile>,
  machine: Machine,
): readonly Choice[] {
  const rank = ({ precision }: Variant) => preference.indexOf(precision)
  return variants
    .toSorted((a, b) => rank(a) - rank(b))
    .map((variant) => {
      const downloadBytes = sumOf(variant.files)
      const cachedBytes = sumOf(variant.files.filter((file) => cached.has(file)))
      const madeBytes = variant.action === 'convert' ? storedWeightsBytes(variant, architecture) : 0
      const need = memoryNeed(variant, architecture, machine.memoryFreeBytes)
      const diskBytes = downloadBytes - cachedBytes + madeBytes
      const obstacle =
        tooLarge(variant.precision, need.leastBytes, machine) ?? noRoom(diskBytes, machine.diskFreeBytes)
      return { variant, downloadBytes, cachedBytes, memoryNeedBytes: need.likelyBytes, obstacle }
    })
}

/** The one asked for; else the best that will do, or where none will, the one that takes least. Throws INVALID_REQUEST. */
export function chooseVariant(choices: readonly Choice[], wanted: PullPrecision | null): Choice {
  const smallest = choices.toSorted((a, b) => a.memoryNeedBytes - b.memoryNeedBytes)[0]
  const chosen =
    wanted === null
      ? (choices.find(({ obstacle }) => obstacle === null) ?? smallest)
      : choices.find(({ variant }) => variant.precision === wanted)
  if (chosen !== undefined) return chosen
  const offered = choices.map(({ variant }) => variant.precision)
  const message = `There is no ${wanted} of this model. Choose one of ${offered.join(', ')}.`
  throw new AppError('INVALID_REQUEST', message, { details: { offered } })
}

/** Why a repository offers nothing that can be run. */
export function nothingToRun(
  { name, files, refusedPaths }: RepositoryInfo,
  { obstacle }: Architecture,
): AppError {
  const has = (ending: RegExp) => files.some(({ path }) => ending.test(path))
  const reason = () => {
    if (!has(/^tokenizer\.json$/)) {
      return has(/\.gguf$/)
        ? 'It holds GGUF files: run it with llama.cpp or Ollama, and connect that as an endpoint.'
        : 'It has no tokenizer.json.'
    }
    if (has(/\.safetensors$/) && obstacle !== null) return obstacle
    if (has(/\.(bin|pt|pth|ckpt)$/)) return 'Its weights are a PyTorch pickle, which could run any code.'
    return 'It holds neither an ONNX file of a decoder for text nor a safetensors checkpoint.'
  }
  const note = refusedPaths.length > 0 ? ` The names of ${refusedPaths.length} of its files are refused.` : ''
  return new AppError('INVALID_REQUEST', `${name} cannot be run here. ${reason()}${note}`, {
    details: { repository: name, refusedPaths: refusedPaths.slice(0, 20) },
  })
}

function sumOf(files: readonly RepositoryFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`

function tooLarge(
  precision: PullPrecision,
  needBytes: number,
  { memoryFreeBytes }: Machine,
): ErrorRecord | null {
  if (needBytes <= memoryFreeBytes) return null
  const message =
    `In ${precision} the model needs about ${gigabytes(needBytes)} of memory, and ${gigabytes(memoryFreeBytes)} are ` +
    'free. Unload other models, choose a smaller precision, or a smaller model.'
  return { code: 'MODEL_TOO_LARGE', message, details: { needBytes, freeBytes: memoryFreeBytes } }
}

function noRoom(needBytes: number, freeBytes: number): ErrorRecord | null {
  if (needBytes + MIN_FREE_BYTES <= freeBytes) return null
  const message =
    `The pull needs ${gigabytes(needBytes)} on the disk and leaves at least ${gigabytes(MIN_FREE_BYTES)} free; ` +
    `${gigabytes(freeBytes)} are free now. Make room first.`
  return { code: 'DISK_FULL', message, details: { needBytes, freeBytes, minFreeBytes: MIN_FREE_BYTES } }
}
