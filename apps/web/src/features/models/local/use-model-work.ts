import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Model, ModelKind } from '@trialogue/contract'
import { modelsClient } from '../../../lib/models-client.ts'
import { benchmarkQuery, modelWork, refreshModels } from '../queries.ts'

/** What can be done with a model on this machine, and how far that is. */
export function useModelWork({ id: modelId }: Model) {
  const queryClient = useQueryClient()
  const params = { modelId }
  const work = { mutationKey: modelWork, onSettled: () => refreshModels(queryClient) }
  const load = useMutation({ ...work, mutationFn: () => modelsClient.loadModel({ params }) })
  const unload = useMutation({ ...work, mutationFn: () => modelsClient.unloadModel({ params }) })
  const verify = useMutation({ ...work, mutationFn: () => modelsClient.verifyModel({ params }) })
  const correct = useMutation({
    ...work,
    mutationFn: (kind: ModelKind) => modelsClient.updateModel({ params, body: { kind } }),
  })
  const benchmark = useMutation({
    ...work,
    mutationFn: () => modelsClient.benchmarkModel({ params }),
    onSuccess: (measured) =>
      queryClient.setQueryData(benchmarkQuery(modelId).queryKey, { benchmark: measured }),
  })
  const isBusy = [load, unload, verify, benchmark].some(({ isPending }) => isPending)
  return { load, unload, verify, benchmark, correct, isBusy }
}

export type ModelWork = ReturnType<typeof useModelWork>
