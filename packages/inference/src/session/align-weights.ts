import { type FileHandle, open, readFile, rename, writeFile } from 'node:fs/promises'
import { textOf } from '../model-folder/protobuf-fields.ts'
import { changeFields, field, inMemory, message } from '../model-folder/protobuf-writing.ts'

/** A page of memory, which is more than any kernel asks for. */
const ALIGNMENT = 4096
const COPY_BYTES = 2 ** 22

/** Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const numbers = { graph: 7, initializer: 5, externalData: 13, key: 1, value: 2 } as const

type Piece = { readonly from: number; readonly to: number; readonly sizeBytes: number }

/**
 * Moves the pieces of an optimized graph's weights to multiples of 4096 bytes. ONNX Runtime 1.30 writes them end to end,
 * but maps them into memory as they lie, and kernels that pack quantized weights look for their parts at multiples of an
 * address: they would find them elsewhere than they were written. Throws what reading and writing throw.
 */
export async function alignWeights(graphPath: string, weightsPath: string): Promise<void> {
  const pieces: Piece[] = []
  let end = 0
  const move = (offset: string, size: string): string => {
    const piece = { from: Number(offset), to: end, sizeBytes: Number(size) }
    if (![piece.from, piece.sizeBytes].every(Number.isSafeInteger))
      throw new Error('The weights lie nowhere.')
    pieces.push(piece)
    end = Math.ceil((end + piece.sizeBytes) / ALIGNMENT) * ALIGNMENT
    return `${piece.to}`
  }
  const changeTensor = (tensor: Buffer) => {
    const entries = entriesOf(tensor)
    const moved = new Map(
      [...entries].map(([key, value]) => {
        if (key === 'offset') return [key, move(value, entries.get('length') ?? '')]
        return [key, key.startsWith('prepacked_') ? movePacked(value, move) : value]
      }),
    )
    return changeFields(tensor, (number, content) =>
      number === numbers.externalData ? changeEntry(content, moved) : content,
    )
  }
  const graph = changeFields(await readFile(graphPath), (number, content) =>
    number === numbers.graph
      ? changeFields(content, (part, tensor) =>
          part === numbers.initializer ? changeTensor(tensor) : tensor,
        )
      : content,
  )
  await copyPieces(weightsPath, `${weightsPath}.aligned`, pieces)
  await rename(`${weightsPath}.aligned`, weightsPath)
  await writeFile(graphPath, graph)
}

/** `kernel+hash|offset;length;checksum|…`, as ONNX Runtime notes the pieces that a kernel has packed. */
function movePacked(value: string, move: (offset: string, size: string) => string): string {
  const [kernel, ...places] = value.split('|')
  const moved = places.map((place) => {
    const [offset = '', size = '', ...rest] = place.split(';')
    return [move(offset, size), size, ...rest].join(';')
  })
  return [kernel, ...moved].join('|')
}

function entriesOf(tensor: Buffer): Map<string, string> {
  const entries = new Map<string, string>()
  changeFields(tensor, (number, entry) => {
    if (number === numbers.externalData) {
      const whole = { start: 0, end: entry.length }
      const [key, value] = [numbers.key, numbers.value].map((part) => textOf(inMemory(entry), whole, part))
      entries.set(key ?? '', value ?? '')
    }
    return entry
  })
  return entries
}

function changeEntry(entry: Buffer, values: ReadonlyMap<string, string>): Buffer {
  const key = textOf(inMemory(entry), { start: 0, end: entry.length }, numbers.key)
  return message(field(numbers.key, key), field(numbers.value, values.get(key) ?? ''))
}

async function copyPieces(source: string, target: string, pieces: readonly Piece[]): Promise<void> {
  const from = await open(source)
  try {
    const to = await open(target, 'wx')
    try {
      for (const piece of pieces) await copyPiece(from, to, piece)
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

async function copyPiece(from: FileHandle, to: FileHandle, piece: Piece): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.min(COPY_BYTES, piece.sizeBytes))
  for (let done = 0; done < piece.sizeBytes; ) {
    const wanted = Math.min(buffer.length, piece.sizeBytes - done)
    const { bytesRead } = await from.read(buffer, 0, wanted, piece.from + done)
    if (bytesRead === 0) throw new Error('The weights are cut short.')
    await to.write(buffer, 0, bytesRead, piece.to + done)
    done += bytesRead
  }
}
