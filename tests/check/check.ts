/**
 * `pnpm check [step …] [path …]`: everything that can be known without running the product.
 * Step names choose steps (lint, imports, types, unused), paths narrow the steps that can be narrowed.
 */
import { join } from 'node:path'
import { runSteps, type StepResult, steps } from './steps.ts'

function print({ name, durationMs, failure }: StepResult, what: string) {
  const verdict = failure === null ? 'ok    ' : 'FAILED'
  console.log(`${verdict} ${name.padEnd(8)} ${(durationMs / 1000).toFixed(1).padStart(5)} s  ${what}`)
  if (failure !== null) console.log(`\n${failure}\n`)
}

const names = steps.map(({ name }) => name)
const args = process.argv.slice(2)
const rootFlag = args.find((arg) => arg.startsWith('--root='))
const root = rootFlag ? rootFlag.slice('--root='.length) : join(import.meta.dirname, '../..')
const wanted = args.filter((arg) => names.includes(arg))
const paths = args.filter((arg) => !names.includes(arg) && arg !== rootFlag)
const chosen = wanted.length > 0 ? steps.filter(({ name }) => wanted.includes(name)) : steps

const results = await runSteps(chosen, root, paths, print)
process.exitCode = results.some(({ failure }) => failure !== null) ? 1 : 0
