import { useQueryClient } from '@tanstack/react-query'
import { Copy, MessageSquarePlus, TableProperties } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MenuItem } from '../../components/menu.tsx'
import { appendAssistantTurn } from '../../lib/append-assistant-turn.ts'
import { appendExample } from '../../lib/append-example.ts'
import { runQuery } from '../../lib/queries/runs.ts'
import { useContent } from '../../lib/workspace.ts'
import { assistantTurn } from './assistant-turn.ts'
import { type ColumnSample, type ShownSample, useSampleFacts } from './column-samples.tsx'
import { outputText } from './output-text.ts'

/** What can be done with the output in sight. Its text is read only when something is done: it may be growing. */
export function useOutputItems(sample: ColumnSample | null): MenuItem[] {
  const { t } = useTranslation('compare')
  const queryClient = useQueryClient()
  const type = useContent(({ body }) => body.type)
  const askedType = useSampleFacts(sample)?.request.body.type
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
      disabledReason: type === 'chat' ? whyNot : t('output.noChat'),
      onSelect: () => withOutput((shown) => appendAssistantTurn(assistantTurn(shown))),
    },
    {
      icon: TableProperties,
      label: t('output.toExamples'),
      disabledReason:
        type !== 'data'
          ? t('output.noTable')
          : (whyNot ?? (askedType === 'data' ? undefined : t('output.notOfTable'))),
      onSelect: () =>
        withOutput(({ generation, request }) => appendExample(request, generation, outputText(generation))),
    },
  ]
}
