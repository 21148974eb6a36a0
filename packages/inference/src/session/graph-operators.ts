import { open } from 'node:fs/promises'

const CHUNK_BYTES = 2 ** 20

/** Operators that decide how a graph can be run, and how exactly. */
const operators = ['GroupQueryAttention', 'MatMulNBits', 'MatMulInteger', 'DynamicQuantizeMatMul'] as const

export type NotedOperator = (typeof operators)[number]

/**
 * Which of the noted operators an ONNX file names: what is in the set may be used, what is not, is not. Only looks for
 * the words, which is quick even where gigabytes of weights stand in the file. Throws what reading throws.
 */
export async function findOperators(graphPath: string): Promise<ReadonlySet<NotedOperator>> {
  const found = new Set<NotedOperator>()
  const overlap = Math.max(...operators.map((name) => name.length)) - 1
  const buffer = Buffer.alloc(overlap + CHUNK_BYTES)
  const file = await open(graphPath)
  try {
    // The end of one chunk stands before the next one, for words that lie across.
    let kept = 0
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, CHUNK_BYTES)
      if (bytesRead === 0) return found
      const filled = buffer.subarray(0, kept + bytesRead)
      for (const name of operators) if (filled.includes(name)) found.add(name)
      kept = Math.min(overlap, filled.length)
      filled.copyWithin(0, filled.length - kept)
    }
  } finally {
    await file.close()
  }
}
