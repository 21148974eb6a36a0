import type { Problem } from '../problems/problem.ts'

const COLUMNS = ['question', 'steps', 'answer', 'stepCount'] as const

/** A table in JSON, one line for each problem. */
export function dataSetText(problems: readonly Problem[]): string {
  const rows = problems.map(({ question, steps, answer, stepCount }) =>
    JSON.stringify([question, steps.join(' '), String(answer), String(stepCount)]),
  )
  return `{"columns":${JSON.stringify(COLUMNS)},"rows":[\n${rows.join(',\n')}\n]}\n`
}
