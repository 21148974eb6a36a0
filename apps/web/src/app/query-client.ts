import { QueryClient } from '@tanstack/react-query'
import { toErrorRecord } from '@trialogue/contract'

const maxRetries = 2

/** The cache of what the server said. Only an unreachable server is asked again by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < maxRetries && toErrorRecord(error).code === 'OFFLINE',
      },
      mutations: { retry: false },
    },
  })
}
