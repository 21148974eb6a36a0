import { useQueryClient } from '@tanstack/react-query'
import { Copy, MessageSquarePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MenuItem } from '../../components/menu.tsx'
import { appendAssistantTurn } from '../../lib/append-assistant-turn.ts'
import { runQuery } from '../../lib/queries/runs.ts'
import { useContent } from '../../lib/workspace.ts'
import { assistantTurn } from './assistant-turn.ts'
import type { ColumnSample, ShownSample } from './column-samples.tsx'
import { outputText } from './output-text.ts'

/** What can be done with the output in sight. Its text is read only when something is done: it may be growing. */
export function useOutputItems(sample: ColumnSample | null): MenuItem[] {
  const { t } = useTranslation('compare')
  const queryClient = useQueryClient()
  const isChat = useContent(({ body }) => body.type === 'chat')
  const whyNot = sample === null ? t('output.none') : undefined

  function withOutput(act: (shown: ShownSample) => void): void {
    if (sample === null) return
    const run = queryClient.getQueryData(runQuery(sample.runId).queryKey)
    const generation = run?.generations.find(({ id }) => id === sample.generationId)
    if (run !== undefined && generation !== undefined) {
      act({ generation, request: run.request, promptVersion: run.promptVersion })
    }
  }

  return [
    {
      icon: Copy,
      label: t('output.copy'),
      disabledReason: whyNot,
      onSelect: () =>
        withOutput(({ generation }) => void navigator.clipboard.writeText(outputText(generation))),
    },
    {
      icon: MessageSquarePlus,
      label: t('output.toChat'),
      disabledReason: isChat ? whyNot : t('output.noChat'),
      onSelect: () => withOutput((shown) => appendAssistantTurn(assistantTurn(shown))),
    },
  ]
}
