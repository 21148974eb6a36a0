import type { RouteBody, RouteQuery, RouteResponse, Routes, VersionLabel } from '@trialogue/contract'
import type { Store } from '@trialogue/store'

/** Labels of versions. The rules (one place per name, every move remembered) are the store's. */
export interface LabelService {
  /** Throws NOT_FOUND for the prompt, as do all. */
  list(promptId: string): Promise<RouteResponse<Routes['listLabels']>>
  /** Throws NOT_FOUND for a label that is on no version. */
  get(promptId: string, name: string): Promise<VersionLabel>
  /** Throws INVALID_REQUEST for a version that the prompt does not have. */
  set(promptId: string, name: string, place: RouteBody<Routes['setLabel']>): Promise<VersionLabel>
  /** Throws NOT_FOUND for a label that is on no version. */
  remove(promptId: string, name: string, note: string): Promise<undefined>
  listMoves(
    promptId: string,
    name: string,
    page: RouteQuery<Routes['listLabelMoves']>,
  ): Promise<RouteResponse<Routes['listLabelMoves']>>
}

export function createLabelService({ store: { labels } }: { store: Store }): LabelService {
  return {
    list: async (promptId) => ({ items: await labels.list(promptId), nextCursor: null }),
    get: (promptId, name) => labels.get(promptId, name),
    set: (promptId, name, place) => labels.set(promptId, name, place),
    async remove(promptId, name, note) {
      await labels.remove(promptId, name, note)
      return undefined
    },
    listMoves: (promptId, name, page) => labels.listMoves(promptId, name, page),
  }
}
