import type { SlotRunner } from './slot-runner.ts'

/** How many tokens a probe reads: into one slot in two chunks, into another in one, and then one more into each. */
export interface ProbePlan {
  readonly first: readonly [number, number]
  readonly second: number
  /** Of the second chunk. */
  readonly wanted: 'last' | 'all'
}

/** Quick: a processor computes any number of tokens alike. */
export const shortProbe: ProbePlan = { first: [7, 2], second: 4, wanted: 'all' }

/** As long as chunks are: devices have programs of their own for many tokens. */
export const longProbe: ProbePlan = { first: [64, 34], second: 20, wanted: 'last' }

/** Tokens that a slot must be able to hold. */
export function probeLength({ first, second }: ProbePlan): number {
  return Math.max(first[0] + first[1], second) + 1
}

/** What a runner computed for a few fixed tokens: logits [rows * vocabulary]. */
export interface Probe {
  readonly vocabularySize: number
  readonly logits: Float32Array
}

const tokens = (seed: number, count: number, vocabularySize: number) =>
  Array.from({ length: count }, (_, index) => (seed * 37 + index * 11) % vocabularySize)

/** Reads a few tokens in all the ways that a scheduler does: in chunks, alone, and side by side in ragged rows. */
export async function runProbe(runner: SlotRunner, plan: ProbePlan): Promise<Probe> {
  const { vocabularySize } = runner
  const [chunk, rest] = plan.first
  const first = tokens(1, chunk + rest, vocabularySize)
  const second = tokens(2, plan.second, vocabularySize)
  const firstRow = { start: first.length, tokenId: 5 % vocabularySize }
  const secondRow = { start: second.length, tokenId: 3 % vocabularySize }
  const rows: Float32Array[] = []
  // Logits are valid only until the next call.
  const keep = (logits: Float32Array) => rows.push(logits.slice())

  await runner.prefill(0, 0, first.slice(0, chunk), 'none')
  keep(await runner.prefill(0, chunk, first.slice(chunk), plan.wanted))
  if (runner.slotCount > 1) {
    keep(await runner.prefill(1, 0, second, 'last'))
    keep(await runner.decode([firstRow, secondRow]))
  } else {
    const afterFirst = (await runner.decode([firstRow])).slice()
    keep(await runner.prefill(0, 0, second, 'last'))
    keep(afterFirst)
    keep(await runner.decode([secondRow]))
  }
  const logits = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0))
  let end = 0
  for (const row of rows) {
    logits.set(row, end)
    end += row.length
  }
  return { vocabularySize, logits }
}

/**
 * The largest difference between the logits of a row, in units of their root mean square; infinite where one of them is
 * no number or missing.
 */
export function probeDifference(expected: Probe, actual: Probe): number {
  const { vocabularySize: width, logits } = expected
  if (logits.length !== actual.logits.length) return Number.POSITIVE_INFINITY
  let worst = 0
  for (let start = 0; start < logits.length; start += width) {
    const row = logits.subarray(start, start + width)
    worst = Math.max(worst, rowDifference(row, actual.logits.subarray(start, start + width)))
  }
  return worst
}

/** Whether the likeliest tokens are the same, or differ by less than the tolerance in logits of the expected ones. */
export function hasSameChoices(expected: Probe, actual: Probe, tolerance: number): boolean {
  const { vocabularySize: width, logits } = expected
  for (let start = 0; start < logits.length; start += width) {
    const row = logits.subarray(start, start + width)
    const chosen = likeliest(actual.logits.subarray(start, start + width))
    const lost = (row[likeliest(row)] ?? 0) - (row[chosen] ?? Number.NEGATIVE_INFINITY)
    if (lost > tolerance * rootMeanSquare(row)) return false
  }
  return true
}

/**
 * By how much a graph's own logits differ from those of a short probe, as in `probeDifference`, when the same tokens are
 * read one at a time instead of in chunks: what no other way to run it can be expected to stay below.
 */
export async function measureNoise(runner: SlotRunner, probe: Probe): Promise<number> {
  const width = runner.vocabularySize
  const [chunk, rest] = shortProbe.first
  let logits: Float32Array = new Float32Array()
  for (const [start, tokenId] of tokens(1, chunk + rest, width).entries()) {
    logits = await runner.prefill(0, start, [tokenId], 'last')
  }
  // The second of the probe's rows is the one behind these tokens.
  return rowDifference(probe.logits.subarray(width, 2 * width), logits)
}

function rowDifference(row: Float32Array, other: Float32Array): number {
  const worst = row.reduce((largest, value, index) => {
    const difference = Math.abs(value - (other[index] ?? Number.NaN))
    return difference >= 0 ? Math.max(largest, difference) : Number.POSITIVE_INFINITY
  }, 0)
  return worst === 0 ? 0 : worst / rootMeanSquare(row)
}

function rootMeanSquare(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}

function likeliest(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > (values[best] ?? 0) ? index : best), 0)
}
