import { describe, expect, it } from 'vitest'
import { createPackedBatches, createStreamBatches } from './batches.ts'
import type { TokenizedSample } from './chat-format.ts'

const shape = { batchSize: 2, length: 30 }

function emptyBatch() {
  const rows = shape.batchSize * shape.length
  return { ids: new BigInt64Array(rows), labels: new BigInt64Array(rows), weights: new Float32Array(rows) }
}

/** Samples of the given lengths, numbered on: 100, 101, … */
function numbered(lengths: readonly number[]): () => TokenizedSample {
  let next = 100
  let sample = 0
  return () => {
    const length = lengths[sample % lengths.length] ?? 1
    sample += 1
    const ids = Array.from({ length }, () => next++)
    return { ids, weights: ids.map((_, index) => (index === 0 ? 0 : 1)) }
  }
}

const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0)

describe('stream batches', () => {
  it('lose no token between rows and batches', () => {
    const fill = createStreamBatches(shape, numbered([7, 50, 3]))
    const batch = emptyBatch()
    const seen: bigint[] = []
    for (let count = 0; count < 3; count += 1) {
      fill(batch)
      seen.push(...batch.ids)
    }
    expect(seen).toEqual(Array.from({ length: 180 }, (_, index) => BigInt(100 + index)))
  })

  it('ask for the next token at every position', () => {
    const batch = emptyBatch()
    createStreamBatches(shape, numbered([11]))(batch)
    batch.ids.forEach((id, index) => {
      expect(batch.labels[index]).toBe(id + 1n)
    })
  })
})

describe('packed batches', () => {
  it('keep samples whole and let no token predict the sample after it', () => {
    const batch = emptyBatch()
    createPackedBatches(shape, numbered([5, 21]))(batch)
    expect([...batch.ids.subarray(0, 5)]).toEqual([100n, 101n, 102n, 103n, 105n])
    expect([...batch.labels.subarray(0, 5)]).toEqual([101n, 102n, 103n, 104n, 106n])
  })

  it('fill a row with what still fits and pad the rest', () => {
    const batch = emptyBatch()
    createPackedBatches(shape, numbered([12, 21]))(batch)
    // 11 and 11 targets fit into 30 positions, the 20 of the sample between them do not.
    expect([...batch.ids.subarray(9, 13)]).toEqual([109n, 110n, 133n, 134n])
    expect([...batch.weights.subarray(22, 30)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(batch.ids[30]).toBe(112n)
  })

  it('give every batch a total weight of 1', () => {
    const fill = createPackedBatches(shape, numbered([5, 12, 28]))
    const batch = emptyBatch()
    for (let count = 0; count < 4; count += 1) {
      fill(batch)
      expect(sum(batch.weights)).toBeCloseTo(1, 5)
    }
  })

  it('leave out samples that are longer than a row and lose no other', () => {
    const fill = createPackedBatches(shape, numbered([20, 90]))
    const batch = emptyBatch()
    fill(batch)
    expect(batch.ids[0]).toBe(100n)
    expect(batch.ids[30]).toBe(210n)
  })
})
