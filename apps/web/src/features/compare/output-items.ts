import { useQueryClient } from '@tanstack/react-query'
import type { Generation } from '@trialogue/contract'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MenuItem } from '../../components/menu.tsx'
import { runQuery } from '../../lib/queries/runs.ts'
import type { ColumnSample } from './column-samples.ts'
import { outputText } from './output-text.ts'

/** What can be done with the output in sight. Its text is read only when something is done: it may be growing. */
export function useOutputItems(sample: ColumnSample | null): MenuItem[] {
  const { t } = useTranslation('compare')
  const queryClient = useQueryClient()
  const disabledReason = sample === null ? t('output.none') : undefined

  function withText(act: (text: string) => void): void {
    if (sample === null) return
    const run = queryClient.getQueryData(runQuery(sample.runId).queryKey)
    const generation = run?.generations.find(({ id }: Generation) => id === sample.generationId)
    if (generation !== undefined) act(outputText(generation))
  }

  return [
    {
      icon: Copy,
      label: t('output.copy'),
      disabledReason,
      onSelect: () => withText((text) => void navigator.clipboard.writeText(text)),
    },
  ]
}
