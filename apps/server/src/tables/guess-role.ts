import type { ColumnRole } from '@trialogue/contract'

/** Names that other tools give to expected answers: promptfoo's, those of pairs for training, those of benchmarks. */
const referenceNames = new Set([
  ...['reference', 'expected', 'expected_output', 'expected output', 'answer', 'ideal', 'target'],
  ...['completion', 'output', 'label'],
])
const metadataNames = new Set(['__description', '__metric', '__threshold', '__provider', 'id', 'stepcount'])

/** What a column's name suggests, for a person to correct. */
export function guessRole(name: string): ColumnRole {
  const known = name.trim().toLowerCase()
  if (/^__expected\d*$/.test(known) || referenceNames.has(known)) return 'reference'
  return known.startsWith('__metadata') || metadataNames.has(known) ? 'metadata' : 'variable'
}
