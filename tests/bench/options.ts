import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type Precision, precisions } from './competitors/protocol.ts'
import { type MeasureId, measureIds } from './measures.ts'

/** What one run of the benchmark does. */
export interface Options {
  readonly rounds: number
  readonly threads: number
  readonly precisions: readonly Precision[]
  readonly measures: readonly MeasureId[]
  readonly withPeers: boolean
  /** A smaller model and shorter prompts: shows that everything works, measures nothing. */
  readonly isQuick: boolean
}

export const usage = `pnpm bench [options]

  --rounds N        rounds, in each of which every competitor is measured once (default 5)
  --threads N       threads per model (default: the machine's cores, 4 at most)
  --only A,B        only these: precisions (${precisions.join(', ')}) and measures
                    (${measureIds.join(', ')})
  --without-peers   measures Trialogue alone and installs nothing
  --quick           a tiny model, one round: shows that everything works; its figures mean nothing`

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string' },
      threads: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      'without-peers': { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
    },
  })
  const names = values.only.flatMap((list) => list.split(','))
  const unknown = names.filter((name) => !isIn(precisions, name) && !isIn(measureIds, name))
  if (unknown.length > 0) throw new Error(`There is no precision or measure named ${unknown.join(', ')}.`)
  const chosen = <Name extends string>(all: readonly Name[]) => {
    const some = all.filter((name) => isIn(names, name))
    return some.length > 0 ? some : all
  }
  const isQuick = values.quick
  return {
    rounds: count('rounds', values.rounds ?? (isQuick ? '1' : '5')),
    threads: count('threads', values.threads ?? `${Math.min(4, availableParallelism())}`),
    precisions: chosen(precisions),
    measures: chosen(measureIds),
    withPeers: !values['without-peers'],
    isQuick,
  }
}

const isIn = (names: readonly string[], name: string) => names.includes(name)

function count(name: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new Error(`--${name} must be a whole number above 0, not ${text}.`)
}
