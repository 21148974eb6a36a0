import { type BatchFiller, place, shareWeights } from '../batches.ts'
import type { TokenizedSample } from '../chat-format.ts'
import { createRandom } from '../corpus/random.ts'
import type { Batch } from '../session.ts'

type Shape = { readonly batchSize: number; readonly length: number }

/** The number of predictions of a sample: each token but the first is one. */
const targetsOf = (sample: TokenizedSample) => sample.ids.length - 1

/** Throws RangeError when there is nothing to learn from or a sample does not fit into a row. */
export function checkSamples(samples: readonly TokenizedSample[], length: number): void {
  if (samples.length === 0) throw new RangeError('There are no samples to tune with.')
  const longest = Math.max(...samples.map(targetsOf))
  if (longest > length) {
    throw new RangeError(
      `A sample has ${longest + 1} tokens, but rows are for ${length + 1}: use longer rows or shorter samples.`,
    )
  }
}

/** Replaces a row by one sample, padded at the end. */
export function placeInRow(batch: Batch, row: number, length: number, sample: TokenizedSample): void {
  const start = row * length
  batch.ids.fill(0n, start, start + length)
  batch.labels.fill(0n, start, start + length)
  batch.weights.fill(0, start, start + length)
  place(batch, start, sample, 0, targetsOf(sample))
}

/**
 * One sample in each row, because a soft prompt stands in front of rows and samples must not see each other.
 * All samples are used once, in random order, before one of them is used again.
 */
export function createTuningBatches(
  shape: Shape,
  samples: readonly TokenizedSample[],
  seed: number,
): BatchFiller {
  checkSamples(samples, shape.length)
  const random = createRandom(seed)
  let waiting: TokenizedSample[] = []
  const next = () => {
    if (waiting.length === 0) waiting = random.shuffle(samples)
    return waiting.pop() ?? { ids: [], weights: [] }
  }
  return (batch) => {
    for (let row = 0; row < shape.batchSize; row += 1) placeInRow(batch, row, shape.length, next())
    shareWeights(batch)
  }
}
