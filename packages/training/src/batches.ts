import type { TokenizedSample } from './chat-format.ts'
import type { Batch } from './session.ts'

/** Fills a batch of `batchSize` rows of `length` tokens; the weights of a batch add up to 1. */
export type BatchFiller = (batch: Batch) => void

type Shape = { readonly batchSize: number; readonly length: number }

/** With a few samples to choose from, little of a row stays empty. */
const WAITING_SAMPLES = 16

/** Writes the targets `from` … `to` of a sample into a batch, beginning at a position. */
export function place(
  batch: Batch,
  position: number,
  sample: TokenizedSample,
  from: number,
  to: number,
): void {
  for (let index = from; index < to; index += 1) {
    const at = position + index - from
    batch.ids[at] = BigInt(sample.ids[index] ?? 0)
    batch.labels[at] = BigInt(sample.ids[index + 1] ?? 0)
    batch.weights[at] = sample.weights[index + 1] ?? 0
  }
}

/** Makes the weights of a batch add up to 1. */
export function shareWeights(batch: Batch): void {
  let total = 0
  for (const weight of batch.weights) total += weight
  if (total === 0) return
  for (let index = 0; index < batch.weights.length; index += 1) {
    batch.weights[index] = (batch.weights[index] ?? 0) / total
  }
}

/** Rows are consecutive windows of one endless stream of documents, as base models are trained. */
export function createStreamBatches(shape: Shape, next: () => TokenizedSample): BatchFiller {
  const ids: number[] = []
  const weights: number[] = []
  return (batch) => {
    for (let row = 0; row < shape.batchSize; row += 1) {
      while (ids.length < shape.length + 1) {
        const sample = next()
        ids.push(...sample.ids)
        weights.push(...sample.weights)
      }
      place(batch, row * shape.length, { ids, weights }, 0, shape.length)
      ids.splice(0, shape.length)
      weights.splice(0, shape.length)
    }
    shareWeights(batch)
  }
}

/**
 * Rows hold whole samples, padded at the end; samples longer than a row are left out. Each row begins
 * with the sample that has waited longest, then takes the oldest that still fit.
 */
export function createPackedBatches(shape: Shape, next: () => TokenizedSample): BatchFiller {
  const targetsOf = (sample: TokenizedSample) => sample.ids.length - 1
  const nextThatFits = () => {
    let sample = next()
    while (targetsOf(sample) > shape.length) sample = next()
    return sample
  }
  const waiting = Array.from({ length: WAITING_SAMPLES }, nextThatFits)
  const takeFitting = (room: number) => {
    const index = waiting.findIndex((sample) => targetsOf(sample) <= room)
    const [sample] = index < 0 ? [] : waiting.splice(index, 1)
    if (sample) waiting.push(nextThatFits())
    return sample
  }
  return (batch) => {
    batch.ids.fill(0n)
    batch.labels.fill(0n)
    batch.weights.fill(0)
    for (let row = 0; row < shape.batchSize; row += 1) {
      const start = row * shape.length
      let used = 0
      for (let sample = takeFitting(shape.length); sample; sample = takeFitting(shape.length - used)) {
        place(batch, start + used, sample, 0, targetsOf(sample))
        used += targetsOf(sample)
      }
    }
    shareWeights(batch)
  }
}
