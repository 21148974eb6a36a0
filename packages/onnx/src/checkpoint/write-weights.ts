import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { type DecoderConfig, elementCount } from '../decoder-config.ts'
import { encodeRows } from '../encode-rows.ts'
import { rotaryCaches } from '../rotary-caches.ts'
import { rotationNames, type WeightLayout } from '../weight-layout.ts'
import { damaged } from './checkpoint-error.ts'
import type { Checkpoint } from './open-checkpoint.ts'
import type { SourceTensor } from './parameter-sources.ts'

/** Weights that are in memory at once; the embedding of a large model has a hundred times as many. */
const BAND_SIZE = 4 * 1024 * 1024

export type WeightProgress = {
  /** Bytes of the file of the weights. */
  readonly writtenBytes: number
  readonly totalBytes: number
  /** The parameter that is being written. */
  readonly parameter: string
}

type WriteOptions = {
  readonly config: DecoderConfig
  readonly layout: WeightLayout
  readonly checkpoint: Checkpoint
  readonly sources: ReadonlyMap<string, readonly SourceTensor[]>
  readonly onProgress?: ((progress: WeightProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

function checkNumbers(name: string, band: Float32Array): void {
  for (let index = 0; index < band.length; index += 1) {
    if (Number.isFinite(band[index])) continue
    throw damaged(`The tensor "${name}" holds ${band[index]} where a number should be.`)
  }
}

/** The rows of a parameter, as many at a time as fit into a band. */
async function* readBands(
  checkpoint: Checkpoint,
  sources: readonly SourceTensor[],
  columns: number,
): AsyncGenerator<Float32Array> {
  const bandSize = Math.max(1, Math.floor(BAND_SIZE / columns)) * columns
  for (const { name, shape } of sources) {
    const size = elementCount(shape)
    for (let start = 0; start < size; start += bandSize) {
      const band = await checkpoint.read(name, start, Math.min(bandSize, size - start))
      checkNumbers(name, band)
      yield band
    }
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  let written = 0
  while (written < bytes.byteLength) {
    const { bytesWritten } = await file.write(bytes, written, bytes.byteLength - written, offset + written)
    written += bytesWritten
  }
}

/**
 * Writes the file of a decoder's weights from a checkpoint, of which a few million weights at a time are in memory.
 * Gives the SHA-256 of all that was written, in hexadecimal. Throws what `checkpoint.read` throws, CHECKPOINT_DAMAGED for
 * weights that are no numbers, and the signal's reason.
 */
export async function writeWeights(path: string, options: WriteOptions): Promise<string> {
  const { config, layout, checkpoint, sources, onProgress, signal } = options
  const { cosines, sines } = rotaryCaches(config)
  const tables = new Map<string, Float32Array>([
    [rotationNames.cosines, cosines],
    [rotationNames.sines, sines],
  ])
  const hash = createHash('sha256')
  const file = await open(path, 'wx')
  try {
    let writtenBytes = 0
    for (const [parameter, { columns, precision, tensors }] of layout.parameters) {
      const offsets = tensors.map(({ offset }) => offset)
      const table = tables.get(parameter)
      const bands = table ? [table] : readBands(checkpoint, sources.get(parameter) ?? [], columns)
      for await (const band of bands) {
        signal?.throwIfAborted()
        for (const [index, bytes] of encodeRows(band, precision).entries()) {
          const offset = offsets[index] ?? 0
          await writeAll(file, bytes, offset)
          hash.update(bytes)
          offsets[index] = offset + bytes.byteLength
          writtenBytes = Math.max(writtenBytes, offset + bytes.byteLength)
        }
        onProgress?.({ writtenBytes, totalBytes: layout.sizeBytes, parameter })
      }
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}
