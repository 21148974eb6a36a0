import { describe, expect, it } from 'vitest'
import type { Batch } from '../session.ts'
import { createTuningBatches } from './tuning-batches.ts'

const shape = { batchSize: 2, length: 4 }

function emptyBatch(): Batch {
  // What an earlier step left behind must not show.
  return {
    ids: new BigInt64Array(8).fill(99n),
    labels: new BigInt64Array(8).fill(99n),
    weights: new Float32Array(8).fill(99),
  }
}

describe('batches for tuning', () => {
  it('hold one sample in each row, padded at the end, with weights that add up to one', () => {
    const fill = createTuningBatches(shape, [{ ids: [1, 2, 3], weights: [0, 0, 1] }], 1)
    const batch = emptyBatch()
    fill(batch)
    expect([...batch.ids]).toEqual([1n, 2n, 0n, 0n, 1n, 2n, 0n, 0n])
    expect([...batch.labels]).toEqual([2n, 3n, 0n, 0n, 2n, 3n, 0n, 0n])
    expect([...batch.weights]).toEqual([0, 0.5, 0, 0, 0, 0.5, 0, 0])
  })

  it('use every sample once before any of them again', () => {
    const samples = Array.from({ length: 6 }, (_, index) => ({ ids: [index, 7], weights: [0, 1] }))
    const fill = createTuningBatches(shape, samples, 5)
    const drawn = Array.from({ length: 6 }, () => {
      const batch = emptyBatch()
      fill(batch)
      return [Number(batch.ids[0]), Number(batch.ids[4])]
    }).flat()
    const sorted = (ids: number[]) => ids.toSorted((a, b) => a - b)
    expect(sorted(drawn.slice(0, 6))).toEqual([0, 1, 2, 3, 4, 5])
    expect(sorted(drawn.slice(6))).toEqual([0, 1, 2, 3, 4, 5])
    expect(drawn.slice(0, 6)).not.toEqual(drawn.slice(6))
  })

  it('take a sample that just fits and refuse one that does not', () => {
    const sample = (size: number) => ({ ids: Array.from({ length: size }, () => 1), weights: [] })
    expect(() => createTuningBatches(shape, [sample(5)], 1)).not.toThrow()
    expect(() => createTuningBatches(shape, [sample(6)], 1)).toThrow(RangeError)
  })
})
