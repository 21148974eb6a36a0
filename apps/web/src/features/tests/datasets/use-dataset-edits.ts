import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Dataset, DatasetVersion } from '@trialogue/contract'
import { useState } from 'react'
import { testsClient } from '../../../lib/tests-client.ts'
import { datasetsQuery } from '../queries.ts'
import { type DatasetEdits, noEdits, toSave } from './dataset-edits.ts'

/** The edits of a data set's newest version, and what saves them as the next one. */
export function useDatasetEdits(dataset: Dataset, onSaved: (version: DatasetVersion) => void) {
  const queryClient = useQueryClient()
  const [edits, setEdits] = useState<DatasetEdits>(noEdits)
  const save = useMutation({
    mutationFn: (message: string) =>
      testsClient.saveDatasetVersion({
        params: { datasetId: dataset.id },
        body: { baseVersion: dataset.latest.number, message, ...toSave(dataset.latest.columns, edits) },
      }),
    onSuccess: async (version) => {
      await queryClient.invalidateQueries({ queryKey: datasetsQuery.queryKey })
      setEdits(noEdits)
      onSaved(version)
    },
  })
  return { edits, setEdits, save }
}
