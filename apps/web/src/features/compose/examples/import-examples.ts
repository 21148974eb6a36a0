import type { DataPart } from '@trialogue/contract'
import { type CellColumn, emptyExample, maxExamples, maxInputs, withCell } from './few-shot-edits.ts'

/** Where a column of a file goes: into a column of the table, into a new input, or nowhere. */
export type Target = CellColumn | { readonly part: 'new-input' } | { readonly part: 'nowhere' }

/** Where the columns of a file most likely belong: to the columns of the same name, else by what such names mean. */
export function suggestTargets(headers: readonly string[], data: DataPart): Target[] {
  const free = new Set(data.inputHeaders.keys())
  let hasOutput = false
  let hasReasoning = false
  const named = headers.map((header): Target | null => {
    const name = header.trim().toLowerCase()
    const index = data.inputHeaders.findIndex((input) => input.toLowerCase() === name)
    if (free.delete(index)) return { part: 'input', index }
    if (!hasOutput && (name === data.outputHeader.toLowerCase() || outputNames.has(name))) {
      hasOutput = true
      return { part: 'output' }
    }
    if (!hasReasoning && reasoningNames.has(name)) {
      hasReasoning = true
      return { part: 'reasoning' }
    }
    return null
  })
  const lastUnnamed = named.lastIndexOf(null)
  let inputCount = data.inputHeaders.length
  return named.map((target, position): Target => {
    if (target !== null) return target
    // A file without known names: what stands last is what is to be written.
    if (!hasOutput && position === lastUnnamed && headers.length > 1) return { part: 'output' }
    const [index] = free
    if (index !== undefined && free.delete(index)) return { part: 'input', index }
    inputCount += 1
    return { part: inputCount > maxInputs ? 'nowhere' : 'new-input' }
  })
}

type Import = {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly targets: readonly Target[]
  /** Takes away the examples that were there. */
  readonly isReplacing: boolean
}

/** Adds the rows of a file as examples, with new input columns where wanted. */
export function importExamples(
  data: DataPart,
  { headers, rows, targets, isReplacing }: Import,
): { readonly data: DataPart; readonly addedCount: number; readonly droppedCount: number } {
  const inputHeaders = [...data.inputHeaders]
  const columns = targets.map((target, position): CellColumn | null => {
    if (target.part === 'nowhere') return null
    if (target.part !== 'new-input') return target
    inputHeaders.push((headers[position] ?? '').trim().slice(0, 200) || `Input ${inputHeaders.length + 1}`)
    return { part: 'input', index: inputHeaders.length - 1 }
  })
  const pad = (cells: readonly string[]) => inputHeaders.map((_, index) => cells[index] ?? '')
  const wider = { ...data, inputHeaders, query: pad(data.query) }
  const before = isReplacing
    ? []
    : data.examples.map((example) => ({ ...example, inputs: pad(example.inputs) }))
  const added = rows
    .slice(0, maxExamples - before.length)
    .map((cells) =>
      columns.reduce(
        (example, column, position) =>
          column === null ? example : withCell(example, column, cells[position] ?? ''),
        emptyExample(wider),
      ),
    )
  return {
    data: { ...wider, examples: [...before, ...added] },
    addedCount: added.length,
    droppedCount: rows.length - added.length,
  }
}

/** Whether two columns of a file would go into the same column of the table. */
export function hasClash(targets: readonly Target[]): boolean {
  const names = targets
    .filter(({ part }) => part !== 'nowhere' && part !== 'new-input')
    .map((target) => (target.part === 'input' ? `input-${target.index}` : target.part))
  return new Set(names).size < names.length
}

const outputNames: ReadonlySet<string> = new Set(
  'output answer completion response label target expected reference ideal result 输出 答案 回答 标签'.split(
    ' ',
  ),
)
const reasoningNames: ReadonlySet<string> = new Set(
  'reasoning rationale explanation thought thoughts cot steps 推理 解释 思考'.split(' '),
)
