import { useQuery } from '@tanstack/react-query'
import type { Column, ReasoningStrategyId } from '@trialogue/contract'
import { strategyAvailability, type UnavailableReason } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { modelsQuery } from '../../lib/queries/models.ts'
import { useWorkspace } from '../../lib/workspace.ts'

/** What to call a column: the name of its model. */
export function useColumnNames(): (column: Column) => string {
  const { data } = useQuery(modelsQuery)
  return ({ modelId }) => data?.items.find(({ id }) => id === modelId)?.name ?? modelId
}

/** Why a strategy cannot be used as things stand, in words; undefined where it can. A run asks all columns. */
export function useStrategyReasons(): (id: ReasoningStrategyId) => string | undefined {
  const { t } = useTranslation('compose')
  const { data } = useQuery(modelsQuery)
  // As the columns run, not as one of them is being edited.
  const body = useWorkspace(({ open }) => open?.content.body)
  const columns = useWorkspace(({ open }) => open?.content.columns) ?? []
  const nameOf = useColumnNames()
  return (id) => {
    if (body === undefined) return undefined
    const columnsByReason = new Map<UnavailableReason, Column[]>()
    for (const column of columns) {
      const model = data?.items.find((one) => one.id === column.modelId) ?? null
      const availability = strategyAvailability(id, column.body ?? body, model)
      if (availability.isAvailable) continue
      columnsByReason.set(availability.reason, [...(columnsByReason.get(availability.reason) ?? []), column])
    }
    if (columnsByReason.size === 0) return undefined
    return [...columnsByReason]
      .map(([reason, hindered]) => {
        const sentence = t(`reasoning.unavailable.${reason}`)
        if (hindered.length === columns.length) return sentence
        const names = [...new Set(hindered.map(nameOf))].join(', ')
        return t('reasoning.notFor', { names, reason: sentence })
      })
      .join(' ')
  }
}
