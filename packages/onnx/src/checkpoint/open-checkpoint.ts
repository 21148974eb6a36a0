import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { fromBfloat16, fromFloat16 } from '../float16.ts'
import { damaged, unsupported } from './checkpoint-error.ts'
import { listSafetensorsFiles } from './list-safetensors-files.ts'
import {
  headerStart,
  longestHeader,
  readSafetensorsHeader,
  type SafetensorsEntry,
} from './safetensors-header.ts'

/** The tensors of a checkpoint, read piece by piece: nothing but the headers stays in memory. */
export type Checkpoint = {
  /** Shapes, by name. */
  readonly shapes: ReadonlyMap<string, readonly number[]>
  /**
   * `count` elements of a tensor from `start` on, in the order of its rows, in single precision. Throws
   * CHECKPOINT_UNSUPPORTED for a tensor that is not made of F32, F16 or BF16, CHECKPOINT_DAMAGED for one that is
   * missing or cannot be read.
   */
  readonly read: (name: string, start: number, count: number) => Promise<Float32Array>
  readonly close: () => Promise<void>
}

type Place = SafetensorsEntry & { readonly file: string; readonly handle: FileHandle }

/** Reads exactly `length` bytes. */
async function readBytes(
  handle: FileHandle,
  file: string,
  offset: number,
  length: number,
): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled)
    if (bytesRead === 0) throw damaged(`${file} is cut short. Download it again.`)
    filled += bytesRead
  }
  return bytes.buffer
}

async function readHeader(handle: FileHandle, file: string): Promise<Map<string, SafetensorsEntry>> {
  const { size } = await handle.stat()
  if (size < headerStart) throw damaged(`${file} is cut short: it has ${size} bytes. Download it again.`)
  const length = Number(new DataView(await readBytes(handle, file, 0, headerStart)).getBigUint64(0, true))
  if (length > longestHeader) {
    throw damaged(`${file} is no safetensors file: its header would have ${length} bytes.`)
  }
  if (headerStart + length > size) {
    throw damaged(
      `${file} is cut short: it has ${size} bytes, and its header alone ${length}. Download it again.`,
    )
  }
  return readSafetensorsHeader(file, new Uint8Array(await readBytes(handle, file, headerStart, length)), size)
}

/** The widths that can be read, in bytes, and how each becomes single precision. */
const readers: Readonly<Record<string, { bytes: number; widen: (data: ArrayBuffer) => Float32Array }>> = {
  F32: { bytes: 4, widen: (data) => new Float32Array(data) },
  F16: { bytes: 2, widen: (data) => fromFloat16(new Uint16Array(data)) },
  BF16: { bytes: 2, widen: (data) => fromBfloat16(new Uint16Array(data)) },
}

/**
 * Opens the safetensors files of a folder: `model.safetensors`, or the parts that `model.safetensors.index.json` names.
 * Throws CHECKPOINT_DAMAGED or CHECKPOINT_UNSUPPORTED, naming the file.
 */
export async function openCheckpoint(folder: string): Promise<Checkpoint> {
  const { files, places } = await listSafetensorsFiles(folder)
  const handles: FileHandle[] = []
  const close = async () => {
    await Promise.all(handles.map((handle) => handle.close()))
  }
  const tensors = new Map<string, Place>()
  try {
    for (const file of files) {
      const handle = await open(join(folder, file)).catch((cause: unknown) => {
        throw damaged(`${file} is missing or cannot be opened. Download it again.`, cause)
      })
      handles.push(handle)
      for (const [name, entry] of await readHeader(handle, file)) {
        if (tensors.has(name)) throw damaged(`The tensor "${name}" lies in two files, one of them ${file}.`)
        tensors.set(name, { ...entry, file, handle })
      }
    }
    for (const [name, file] of places) {
      if (tensors.get(name)?.file !== file)
        throw damaged(`${file} lacks the tensor "${name}" that the index promises.`)
    }
  } catch (thrown) {
    await close()
    throw thrown
  }
  return {
    shapes: new Map([...tensors].map(([name, { shape }]) => [name, shape])),
    async read(name, start, count) {
      const place = tensors.get(name)
      if (!place) throw damaged(`The checkpoint lacks the tensor "${name}".`)
      const reader = Object.hasOwn(readers, place.type) ? readers[place.type] : undefined
      if (!reader) {
        throw unsupported(
          `The tensor "${name}" is stored as ${place.type}. Only ${Object.keys(readers).join(', ')} can be imported.`,
        )
      }
      const { bytes, widen } = reader
      return widen(await readBytes(place.handle, place.file, place.offset + start * bytes, count * bytes))
    },
    close,
  }
}
