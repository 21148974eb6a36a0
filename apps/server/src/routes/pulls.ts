import type { Handlers, Services } from './handlers.ts'

type PullRouteId =
  | 'getHub'
  | 'listCachedRepositories'
  | 'listFamilies'
  | 'planPull'
  | 'createPull'
  | 'listPulls'
  | 'pausePull'
  | 'resumePull'
  | 'cancelPull'

export function pullHandlers({ pulls }: Services): Pick<Handlers, PullRouteId> {
  return {
    getHub: () => pulls.hub(),
    listCachedRepositories: async () => ({ items: await pulls.listCached(), nextCursor: null }),
    listFamilies: async () => ({ items: await pulls.listFamilies(), nextCursor: null }),
    planPull: ({ body, signal }) => pulls.plan(body, signal),
    createPull: ({ body }) => pulls.create(body),
    listPulls: async () => ({ items: pulls.list(), nextCursor: null }),
    pausePull: ({ params }) => pulls.pause(params.pullId),
    resumePull: ({ params }) => pulls.resume(params.pullId),
    async cancelPull({ params }) {
      await pulls.cancel(params.pullId)
      return undefined
    },
  }
}
