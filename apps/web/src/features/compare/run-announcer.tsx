import type { Column, Generation } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { useContent } from '../../lib/workspace.ts'
import { useColumnSamples, useSample } from './column-samples.ts'
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
  const generation = useSample(useColumnSamples(column.id).at(-1))?.generation
  if (generation === undefined) return null
  const news = readNews(generation)
  if (news === null) return null
  const count = generationMetrics(generation).completionTokens ?? 0
  return (
    <p>
      {news === 'done' ? t('announce.done', { model: name, count }) : t(`announce.${news}`, { model: name })}
    </p>
  )
}

function readNews(generation: Generation): 'writing' | 'done' | 'failed' | 'interrupted' | null {
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
