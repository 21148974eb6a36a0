import { queryOptions } from '@tanstack/react-query'
import { client } from '../client.ts'

/** Every model that can be run. Their state changes when a run loads one, so it is asked for again now and then. */
export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => client.listModels({ signal }),
  staleTime: 10_000,
})
