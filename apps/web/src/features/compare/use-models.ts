import { useQuery } from '@tanstack/react-query'
import type { Column, Model } from '@trialogue/contract'
import { useMemo } from 'react'
import { modelsQuery } from '../../lib/queries/models.ts'

export type ColumnModel = {
  readonly id: string
  /** What to call it: its name, or its id while it is not known. */
  readonly name: string
  /** Null while the list is read, and for a model that is not installed. */
  readonly model: Model | null
  readonly isMissing: boolean
}

/** The model of a column, as far as it is known. */
export function useColumnModel({ modelId }: Column): ColumnModel {
  const { data } = useQuery(modelsQuery)
  return useMemo(() => {
    const model = data?.items.find(({ id }) => id === modelId) ?? null
    return {
      id: modelId,
      name: model?.name ?? modelId,
      model,
      isMissing: data !== undefined && model === null,
    }
  }, [data, modelId])
}

/** What to call a model by its id. */
export function useModelNames(): (modelId: string) => string {
  const { data } = useQuery(modelsQuery)
  return (modelId) => data?.items.find(({ id }) => id === modelId)?.name ?? modelId
}
