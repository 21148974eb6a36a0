import type { DecoderGraph } from './decoder-graph.ts'
import type { WantedLogits } from './slot-runner.ts'

/** Tokens to read behind the first `start` tokens of one sequence. */
export interface StepRow {
  readonly start: number
  readonly tokenIds: readonly number[]
}

/** One input of a run, as a tensor's contents and sizes. The contents lie in memory that does not move. */
export type StepInput = {
  readonly name: string
  readonly dims: readonly number[]
} & (
  | { readonly type: 'int64'; readonly data: BigInt64Array<ArrayBuffer> }
  | { readonly type: 'int32'; readonly data: Int32Array<ArrayBuffer> }
)

/**
 * All inputs but the caches, for rows of equal length. A row whose sequence is shorter than the longest one is told by
 * its length (`slots`), or by zeros at the end of its attention mask (`hugging-face`).
 */
export function stepInputs(graph: DecoderGraph, rows: readonly StepRow[], wanted: WantedLogits): StepInput[] {
  const inputs = graph.layout === 'slots' ? slotsInputs(rows, wanted) : huggingFaceInputs(rows, wanted)
  return inputs.filter(({ name }) => graph.inputNames.has(name))
}

/** How many rows of logits a run gives: fewer than all positions only where the graph can leave some out. */
export function logitRowCount(
  graph: DecoderGraph,
  rows: number,
  length: number,
  wanted: WantedLogits,
): number {
  const canChoose = graph.layout === 'slots' || graph.inputNames.has('num_logits_to_keep')
  if (wanted === 'all' || !canChoose) return rows * length
  return wanted === 'last' || graph.layout === 'hugging-face' ? rows : 0
}

function slotsInputs(rows: readonly StepRow[], wanted: WantedLogits): StepInput[] {
  const totals = rows.map(totalOf)
  const ids = rows.flatMap(({ tokenIds }) => tokenIds)
  const length = ids.length / rows.length
  const last = rows.map((_, row) => (row + 1) * length - 1)
  const wantedRows = { none: [], last, all: ids.map((_, index) => index) }[wanted]
  return [
    int64('input_ids', ids, [rows.length, length]),
    int32(
      'seqlens_k',
      totals.map((total) => total - 1),
    ),
    int32('total_sequence_length', [Math.max(...totals)]),
    int64('logit_rows', wantedRows, [wantedRows.length]),
  ]
}

function huggingFaceInputs(rows: readonly StepRow[], wanted: WantedLogits): StepInput[] {
  const totals = rows.map(totalOf)
  const columns = Math.max(...totals)
  const ids = rows.flatMap(({ tokenIds }) => tokenIds)
  const dims = [rows.length, ids.length / rows.length]
  const positions = rows.flatMap(({ start, tokenIds }) => tokenIds.map((_, index) => start + index))
  return [
    int64('input_ids', ids, dims),
    { name: 'attention_mask', type: 'int64', data: maskOf(totals, columns), dims: [rows.length, columns] },
    int64('position_ids', positions, dims),
    int64('num_logits_to_keep', [wanted === 'all' ? 0 : 1], []),
  ]
}

const totalOf = ({ start, tokenIds }: StepRow) => start + tokenIds.length

function maskOf(totals: readonly number[], columns: number): BigInt64Array<ArrayBuffer> {
  const mask = new BigInt64Array(new ArrayBuffer(totals.length * columns * 8))
  for (const [row, total] of totals.entries()) mask.fill(1n, row * columns, row * columns + total)
  return mask
}

function int64(name: string, values: readonly number[], dims: readonly number[]): StepInput {
  const data = new BigInt64Array(new ArrayBuffer(values.length * 8))
  values.forEach((value, index) => {
    data[index] = BigInt(value)
  })
  return { name, type: 'int64', data, dims }
}

function int32(name: string, values: readonly number[]): StepInput {
  const data = new Int32Array(new ArrayBuffer(values.length * 4))
  data.set(values)
  return { name, type: 'int32', data, dims: [values.length] }
}
