import type { FewShotExample } from '@trialogue/contract'

type Row = readonly [input: string, output: string, reasoning?: string]

/** The rows of a few-shot table with one input. */
export function writeExamples(rows: readonly Row[]): FewShotExample[] {
  return rows.map(([input, output, reasoning = ''], at) => ({
    id: `example-${at + 1}`,
    isEnabled: true,
    inputs: [input],
    reasoning,
    output,
  }))
}
