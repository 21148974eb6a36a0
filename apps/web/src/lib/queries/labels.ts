import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../client.ts'

/** Where the labels of a prompt are: `latest` first. */
export function labelsQuery(promptId: string) {
  return queryOptions({
    queryKey: ['labels', promptId],
    queryFn: ({ signal }) => client.listLabels({ params: { promptId }, signal }),
  })
}

/** Where one label has been, the latest 20 moves. */
export function labelMovesQuery(promptId: string, name: string) {
  return queryOptions({
    queryKey: ['labels', promptId, name],
    queryFn: ({ signal }) =>
      client.listLabelMoves({ params: { promptId, name }, query: { limit: 20 }, signal }),
  })
}

/** Puts a label on a version, or takes it away when `versionNumber` is null. */
export function useMoveLabel(promptId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (move: { name: string; versionNumber: number | null; note: string }) => {
      const { name, versionNumber, note } = move
      const params = { promptId, name }
      if (versionNumber === null) await client.removeLabel({ params, query: { note } })
      else await client.setLabel({ params, body: { versionNumber, note } })
    },
    // The label's history hangs below the same key.
    onSettled: () => queryClient.invalidateQueries({ queryKey: labelsQuery(promptId).queryKey }),
  })
}
