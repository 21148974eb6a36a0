import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { GridCell } from '@trialogue/contract'
import { testsClient } from '../../../lib/tests-client.ts'
import { cellQuery } from '../queries.ts'
import { putCells } from './use-live-experiment.ts'

type Rating = {
  readonly cell: Pick<GridCell, 'number' | 'rating'>
  /** 1 to 5, null for none; without it, it stays. */
  readonly value?: number | null
  readonly comment?: string
}

/** What a person thinks of an output. */
export function useRating(experimentId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ cell: { number, rating }, value, comment }: Rating) =>
      testsClient.rateExperimentCell({
        params: { experimentId, number },
        body: {
          value: value === undefined ? (rating?.value ?? null) : value,
          comment: comment ?? rating?.comment ?? '',
        },
      }),
    onSuccess: (opened) => {
      putCells(queryClient, experimentId, [opened.cell])
      queryClient.setQueryData(cellQuery(experimentId, opened.cell.number).queryKey, opened)
    },
  })
}
