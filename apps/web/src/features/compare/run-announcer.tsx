import type { Column, Generation } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { useContent } from '../../lib/workspace.ts'
import { useColumnSamples, useSampleOf } from './column-samples.tsx'
import { generationMetrics } from './generation-metrics.ts'
import { generationState } from './generation-state.ts'
import { useColumnModel } from './use-models.ts'

/** The one status region: tells screen readers who writes and who is done, never the text itself. */
export function RunAnnouncer() {
  const columns = useContent((content) => content.columns)
  return (
    <div role="status" className="sr-only">
      {columns.map((column) => (
        <ColumnNews key={column.id} column={column} />
      ))}
    </div>
  )
}

function ColumnNews({ column }: { readonly column: Column }) {
  const { t } = useTranslation('compare')
  const { name } = useColumnModel(column)
  const news = useSampleOf(useColumnSamples(column.id).at(-1), readNews)
  if (news === null) return null
  const { state, count } = news
  return (
    <p>
      {state === 'done'
        ? t('announce.done', { model: name, count })
        : t(`announce.${state}`, { model: name })}
    </p>
  )
}

type News = { readonly state: 'writing' | 'done' | 'failed' | 'interrupted'; readonly count: number }

function readNews(generation: Generation): News | null {
  const state = newsState(generation)
  // The number of tokens is news at the end: said with each token it would never stop.
  const count = state === 'done' ? (generationMetrics(generation).completionTokens ?? 0) : 0
  return state === null ? null : { state, count }
}

function newsState(generation: Generation): News['state'] | null {
  const { name } = generationState(generation)
  switch (name) {
    case 'writing':
    case 'answering':
      return 'writing'
    case 'done':
    case 'length':
    case 'stopped':
      return 'done'
    case 'failed':
    case 'interrupted':
      return name
    default:
      return null
  }
}
