import type { DecodeRow, WantedLogits } from './slot-runner.ts'
import type { StepRow } from './step-inputs.ts'

/** One run of a graph: reads rows of equal length into the slots from `first` on. */
type Read = (first: number, rows: readonly StepRow[], wanted: WantedLogits) => Promise<Float32Array>

/** What one run can do. */
interface RunLimits {
  readonly tokensPerRun: number
  readonly rowsPerRun: number
  readonly vocabularySize: number
}

/** Reads tokens into one slot, in as many runs as it takes. */
export async function readTokens(
  read: Read,
  { tokensPerRun, vocabularySize }: RunLimits,
  call: StepRow & { readonly slot: number; readonly wanted: WantedLogits },
): Promise<Float32Array> {
  const { slot, start, tokenIds, wanted } = call
  if (tokenIds.length <= tokensPerRun) return read(slot, [{ start, tokenIds }], wanted)
  const rowCount = { none: 0, last: 1, all: tokenIds.length }[wanted]
  const logits = new Float32Array(rowCount * vocabularySize)
  for (let done = 0; done < tokenIds.length; done += tokensPerRun) {
    const part = { start: start + done, tokenIds: tokenIds.slice(done, done + tokensPerRun) }
    const isLast = done + tokensPerRun >= tokenIds.length
    const partLogits = await read(slot, [part], isLast || wanted === 'all' ? wanted : 'none')
    logits.set(partLogits, wanted === 'all' ? done * vocabularySize : 0)
  }
  return logits
}

/** Reads one token into each of the first slots, in as many runs as it takes. */
export async function readRows(
  read: Read,
  { rowsPerRun, vocabularySize }: RunLimits,
  rows: readonly DecodeRow[],
): Promise<Float32Array> {
  const steps = rows.map(({ start, tokenId }) => ({ start, tokenIds: [tokenId] }))
  if (steps.length <= rowsPerRun) return read(0, steps, 'last')
  const logits = new Float32Array(steps.length * vocabularySize)
  for (let row = 0; row < steps.length; row += rowsPerRun) {
    const part = await read(row, steps.slice(row, row + rowsPerRun), 'last')
    logits.set(part, row * vocabularySize)
  }
  return logits
}
