import {
  AppError,
  type CaseQuery,
  type ComparedCase,
  type ComparisonQuery,
  type ExperimentComparison,
  type ExperimentResult,
  type ExportedText,
} from '@trialogue/contract'
import { scorers as allScorers } from '@trialogue/evaluation'
import type { Store, StoredExperiment } from '@trialogue/store'
import { compareCaseScores } from './compare-case-scores.ts'
import type { ExperimentService } from './experiment-service.ts'
import { exportExperiment } from './export-experiment.ts'
import { summariseExperiment } from './summarise.ts'

/** What came out of experiments. Throws NOT_FOUND for an experiment, a variant or a scorer that is not there. */
export interface ResultService {
  summarise(experimentId: string): Promise<ExperimentResult>
  compare(experimentId: string, query: ComparisonQuery): Promise<ExperimentComparison>
  listCases(
    experimentId: string,
    query: CaseQuery,
  ): Promise<{ readonly items: ComparedCase[]; readonly total: number }>
  export(experimentId: string, format: 'csv' | 'jsonl'): Promise<ExportedText>
}

export interface ResultServiceOptions {
  readonly store: Store
  readonly experiments: Pick<ExperimentService, 'readWindow'>
}

export function createResultService({ store, experiments }: ResultServiceOptions): ResultService {
  const read = async (experimentId: string, query: ComparisonQuery) => {
    const base = await store.experiments.get(experimentId)
    const other =
      query.otherExperimentId === undefined ? base : await store.experiments.get(query.otherExperimentId)
    const scoresOf = async (experiment: StoredExperiment, variantId: string) => {
      const variantIndex = experiment.setup.variants.findIndex(({ id }) => id === variantId)
      if (variantIndex === -1) throw notFound('variant', variantId)
      if (!experiment.scorers.some(({ name }) => name === query.scorer)) {
        throw notFound('scorer', query.scorer)
      }
      const scores = await store.experiments.readCaseScores(experiment, { name: query.scorer, variantIndex })
      return query.slice === undefined ? scores : scores.filter(({ slice }) => slice === query.slice)
    }
    const scorer = base.scorers.find(({ name }) => name === query.scorer)
    const compared = compareCaseScores(
      await scoresOf(base, query.baseVariantId),
      await scoresOf(other, query.variantId),
      scorer === undefined ? null : allScorers[scorer.id].direction,
    )
    return { base, other, ...compared }
  }
  return {
    async summarise(experimentId) {
      const experiment = await store.experiments.get(experimentId)
      return summariseExperiment(
        experiment,
        await store.experiments.readCellFigures(experiment),
        await store.experiments.readCaseScores(experiment),
      )
    },

    async compare(experimentId, query) {
      return (await read(experimentId, query)).comparison
    },

    async listCases(experimentId, query) {
      const { base, other, cases } = await read(experimentId, query)
      const wanted =
        query.change === undefined ? cases : cases.filter(({ change }) => change === query.change)
      const items: ComparedCase[] = []
      for (const pair of wanted.slice(query.offset, query.offset + query.limit)) {
        const readRow = async (experiment: StoredExperiment, offset: number) =>
          (await experiments.readWindow(experiment.id, { offset, limit: 1, filter: 'all' })).items[0]
        const row = await readRow(base, pair.base.itemIndex)
        const otherRow = await readRow(other, pair.other.itemIndex)
        if (row === undefined || otherRow === undefined) continue
        const { rowId, itemIndex, values, reference, slice, cells } = row
        items.push({
          ...{ rowId, itemIndex, values, reference, slice, change: pair.change },
          base: cells.filter(({ variantId }) => variantId === query.baseVariantId),
          other: otherRow.cells.filter(({ variantId }) => variantId === query.variantId),
        })
      }
      return { items, total: wanted.length }
    },

    export: async (experimentId, format) =>
      exportExperiment(store, await store.experiments.get(experimentId), format),
  }
}

function notFound(noun: string, name: string): AppError {
  return new AppError('NOT_FOUND', `The experiment has no ${noun} "${name}".`, { details: { noun, name } })
}
