import type { ChainOfThoughtRequest, Experiment, RowChoice } from '@trialogue/contract'
import type { Store } from '@trialogue/store'
import type { ExperimentService } from './experiment-service.ts'
import { planChainOfThought } from './plan-chain-of-thought.ts'

export interface ChainOfThoughtService {
  /** Starts the experiment that measures it; throws as `ExperimentService.create` does. */
  measure(request: ChainOfThoughtRequest): Promise<Experiment>
}

export function createChainOfThoughtService(options: {
  readonly store: Store
  readonly experiments: Pick<ExperimentService, 'create'>
}): ChainOfThoughtService {
  const { store, experiments } = options
  return {
    async measure(request) {
      const version = await store.datasets.getVersion(request.datasetId, request.datasetVersion)
      const rows = await chooseRows(store, request)
      return experiments.create(planChainOfThought(request, version, rows))
    },
  }
}

/** As many cases of each slice as are wanted, so that long problems are not lost among short ones. */
async function chooseRows(store: Store, request: ChainOfThoughtRequest): Promise<RowChoice> {
  const { datasetId, datasetVersion, sliceColumn, itemsPerSlice } = request
  if (itemsPerSlice === null) return { which: 'all' }
  const { columns } = await store.datasets.getVersion(datasetId, datasetVersion)
  const place = columns.findIndex(({ name }) => name === sliceColumn)
  const taken = new Map<string, number>()
  const rowIds: number[] = []
  for await (const batch of store.datasets.readRows(datasetId, datasetVersion)) {
    for (const { id, cells } of batch) {
      const slice = cells[place] ?? ''
      const count = taken.get(slice) ?? 0
      if (count >= itemsPerSlice) continue
      taken.set(slice, count + 1)
      rowIds.push(id)
    }
  }
  return rowIds.length === 0 ? { which: 'all' } : { which: 'chosen', rowIds }
}
