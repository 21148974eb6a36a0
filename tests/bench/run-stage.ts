import { residentBytesOfTrees } from '../reliability/resident-memory.ts'
import { countEqual, greedyTokens } from './agreement.ts'
import { measureBandwidth } from './bandwidth/measure-bandwidth.ts'
import type { Contestant } from './competitors/contestants.ts'
import type { OpenOrder, Precision } from './competitors/protocol.ts'
import { type Competitor, startCompetitor } from './competitors/start-competitor.ts'
import { createPrompts, type Measure } from './measures.ts'
import type { ModelFiles } from './model/make-models.ts'

/** What one competitor did in one stage. */
export interface Performance {
  readonly contestant: Contestant['id']
  readonly title: string
  readonly facts: Readonly<Record<string, string>>
  /** Values of each figure, by round. */
  readonly figures: Readonly<Record<string, readonly number[]>>
  readonly residentBytes: number
  /** Greedy tokens that are the same as the first competitor's, of so many. */
  readonly agreement: { readonly equal: number; readonly total: number }
}

/** All competitors with the same weights, in interleaved rounds. */
export interface StageResult {
  readonly precision: Precision
  readonly modelCount: number
  readonly threadsPerModel: number
  /** What the memory gave to that many threads in all, by round. */
  readonly bytesPerSecond: readonly number[]
  readonly performances: readonly Performance[]
}

export interface Stage {
  readonly precision: Precision
  readonly modelCount: number
  readonly measures: readonly Measure[]
  readonly contestants: readonly Contestant[]
  readonly files: ModelFiles
  readonly threads: number
  readonly rounds: number
  /** Tokens that a sequence must be able to hold. */
  readonly contextLength: number
}

type Running = {
  readonly contestant: Contestant
  readonly competitor: Competitor
  readonly figures: Record<string, number[]>
}

/**
 * Starts every competitor, checks that they compute the same, and measures them in rounds: in each round, every measure
 * for one after another, while the others wait. Who comes first changes from round to round.
 */
export async function runStage(stage: Stage): Promise<StageResult> {
  const { precision, modelCount, contestants, files, threads, rounds } = stage
  const threadsPerModel = Math.max(1, Math.floor(threads / modelCount))
  const running: Running[] = []
  try {
    for (const contestant of contestants) {
      const order: OpenOrder = {
        path: contestant.modelPath(files, precision),
        precision,
        threads: threadsPerModel,
        modelCount,
        sequences: modelCount === 1 ? 8 : 1,
        contextLength: stage.contextLength,
      }
      running.push({ contestant, competitor: await startCompetitor(contestant.program, order), figures: {} })
    }
    const agreements = await compareTokens(running, files.vocabularySize, precision)
    const bytesPerSecond: number[] = []
    for (let round = 0; round < rounds; round++) {
      bytesPerSecond.push(
        await measureBandwidth({ threads: Math.max(threadsPerModel, Math.min(threads, modelCount)) }),
      )
      await runRound(stage, running, round)
    }
    const performances = running.map(
      async ({ contestant: { id, title }, competitor, figures }, index): Promise<Performance> => ({
        contestant: id,
        title,
        facts: competitor.facts,
        figures,
        residentBytes: await residentBytesOfTrees(competitor.pids),
        agreement: agreements[index] ?? { equal: 0, total: 0 },
      }),
    )
    return {
      precision,
      modelCount,
      threadsPerModel,
      bytesPerSecond,
      performances: await Promise.all(performances),
    }
  } finally {
    await Promise.all(running.map(({ competitor }) => competitor.end()))
  }
}

async function runRound({ measures, files, precision }: Stage, running: readonly Running[], round: number) {
  for (const measure of measures) {
    for (const index of running.keys()) {
      const current = running[(index + round) % running.length]
      if (current === undefined) continue
      const prompts = createPrompts(`${measure.id} ${round}`, files.vocabularySize)
      const values = await measure.run(current.competitor, prompts)
      const told = measure.figures.map(({ id, unit }, place) => {
        const value = values[place] ?? Number.NaN
        current.figures[id] = [...(current.figures[id] ?? []), value]
        return `${value.toPrecision(3)} ${unit}`
      })
      console.error(
        `${precision} round ${round + 1} ${measure.id}: ${current.contestant.title} ${told.join(', ')}`,
      )
    }
  }
}

/** In single precision nothing is rounded: whoever gives other tokens there computes another model. */
async function compareTokens(running: readonly Running[], vocabularySize: number, precision: Precision) {
  const all: number[][] = []
  for (const { competitor } of running) {
    all.push(await greedyTokens(competitor, createPrompts('agreement', vocabularySize)))
  }
  const [ours = []] = all
  return all.map((tokens, index) => {
    const equal = countEqual(ours, tokens)
    if (precision === 'fp32' && equal < ours.length) {
      const title = running[index]?.contestant.title
      const shown = `${tokens.join(' ')} instead of ${ours.join(' ')}`
      throw new Error(`${title} does not compute the same model in fp32: it gives ${shown}.`)
    }
    return { equal, total: ours.length }
  })
}
