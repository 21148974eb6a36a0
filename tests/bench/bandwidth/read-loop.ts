/**
 * A loop that reads memory 16 bytes at a time and does nothing else: as fast as the memory delivers, which no loop in
 * JavaScript is. WebAssembly, because every Node has its compiler and its vector instructions. Written by hand:
 * https://webassembly.github.io/spec/core/binary/index.html
 */
export interface ReadLoop {
  readonly memory: Uint8Array
  /** Reads all of the memory once. The result is of no use, but keeps the compiler from leaving the reading out. */
  read(): number
}

const PAGE_BYTES = 65_536
const i32 = 0x7f
const v128 = 0x7b
const AT = 1
const firstSum = 2
const sums = [0, 1, 2, 3]

/** Makes a loop over `sizeBytes` of memory of its own, a multiple of 64 KiB, which are all really there. */
export async function createReadLoop(sizeBytes: number): Promise<ReadLoop> {
  const { instance } = await WebAssembly.instantiate(moduleBytes(sizeBytes / PAGE_BYTES))
  const { memory, read } = instance.exports
  if (!(memory instanceof WebAssembly.Memory) || typeof read !== 'function') {
    throw new Error('The module does not export what it should.')
  }
  const bytes = new Uint8Array(memory.buffer)
  // Memory that was never written is one page of zeros, over and over.
  bytes.fill(1)
  return { memory: bytes, read: () => Number(read(sizeBytes)) }
}

function moduleBytes(pages: number): Uint8Array<ArrayBuffer> {
  const parameters = [1, i32]
  const results = [1, i32]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, ...parameters, ...results]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('read'), 0, 0]),
    ...section(10, [1, ...sized([2, 1, i32, sums.length, v128, ...readingCode()])]),
  ])
}

/** Eight reads a turn, into four sums, so that none has to wait for the one before. */
function readingCode(): number[] {
  const readInto = (sum: number, offset: number) => [
    ...[...localGet(firstSum + sum), ...localGet(AT)],
    ...[...load(offset), ...xor, ...localSet(firstSum + sum)],
  ]
  const turn = [...sums, ...sums].flatMap((sum, index) => readInto(sum, 16 * index))
  const turnBytes = 16 * 2 * sums.length
  return [
    ...[0x03, 0x40],
    ...turn,
    ...[...localGet(AT), 0x41, ...signed(turnBytes), 0x6a, 0x22, AT],
    // As long as the place is below the end, again.
    ...[...localGet(0), 0x49, 0x0d, 0, 0x0b],
    ...localGet(firstSum),
    ...sums.slice(1).flatMap((sum) => [...localGet(firstSum + sum), ...xor]),
    ...[0xfd, 0x1b, 0, 0x0b],
  ]
}

const localGet = (index: number) => [0x20, index]
const localSet = (index: number) => [0x21, index]
const load = (offset: number) => [0xfd, 0x00, 4, ...unsigned(offset)]
const xor = [0xfd, 0x51]
const sized = (content: readonly number[]) => [...unsigned(content.length), ...content]
const section = (id: number, content: readonly number[]) => [id, ...sized(content)]
const name = (text: string) => sized([...Buffer.from(text)])

/** LEB128, seven bits a byte. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
}

/** As `unsigned`, for numbers that are not negative: the last byte's highest bit is the sign. */
function signed(value: number): number[] {
  return value < 64 ? [value] : [(value & 127) | 128, ...signed(value >>> 7)]
}
