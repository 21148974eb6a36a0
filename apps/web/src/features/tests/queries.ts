import { queryOptions } from '@tanstack/react-query'
import type { ComparisonQuery } from '@trialogue/contract'
import { testsClient } from '../../lib/tests-client.ts'

export const datasetsQuery = queryOptions({
  queryKey: ['datasets'],
  queryFn: ({ signal }) => testsClient.listDatasets({ query: { limit: 200 }, signal }),
  staleTime: 0,
})

export const sampleDatasetsQuery = queryOptions({
  queryKey: ['datasets', 'samples'],
  queryFn: ({ signal }) => testsClient.listSampleDatasets({ signal }),
})

export function datasetQuery(datasetId: string) {
  return queryOptions({
    queryKey: ['datasets', datasetId],
    queryFn: ({ signal }) => testsClient.getDataset({ params: { datasetId }, signal }),
    staleTime: 0,
  })
}

export function datasetVersionsQuery(datasetId: string) {
  return queryOptions({
    queryKey: ['datasets', datasetId, 'versions'],
    queryFn: ({ signal }) =>
      testsClient.listDatasetVersions({ params: { datasetId }, query: { limit: 200 }, signal }),
    staleTime: 0,
  })
}

/** Experiments, newest first; asked for again while one of them goes on. */
export const experimentsQuery = queryOptions({
  queryKey: ['experiments'],
  queryFn: ({ signal }) => testsClient.listExperiments({ query: { limit: 100 }, signal }),
  staleTime: 0,
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ status }) => status === 'running' || status === 'queued') ? 1_000 : false,
})

export function experimentQuery(experimentId: string) {
  return queryOptions({
    queryKey: ['experiment', experimentId],
    queryFn: ({ signal }) => testsClient.getExperiment({ params: { experimentId }, signal }),
  })
}

/** What is read of an experiment besides itself, so that one call marks all of it as old. */
type Reading = 'rows' | 'cell' | 'result' | 'comparison' | 'cases'

export function readingKey(experimentId: string, reading: Reading) {
  return ['experiment-reading', experimentId, reading] as const
}

export function cellQuery(experimentId: string, number: number) {
  return queryOptions({
    queryKey: [...readingKey(experimentId, 'cell'), number],
    queryFn: ({ signal }) => testsClient.getExperimentCell({ params: { experimentId, number }, signal }),
  })
}

export function resultQuery(experimentId: string) {
  return queryOptions({
    queryKey: readingKey(experimentId, 'result'),
    queryFn: ({ signal }) => testsClient.getExperimentResult({ params: { experimentId }, signal }),
  })
}

export function comparisonQuery(experimentId: string, query: ComparisonQuery) {
  return queryOptions({
    queryKey: [...readingKey(experimentId, 'comparison'), query],
    queryFn: ({ signal }) => testsClient.compareExperiment({ params: { experimentId }, query, signal }),
  })
}
