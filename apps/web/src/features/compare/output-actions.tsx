import type { Generation } from '@trialogue/contract'
import { AlignLeft, Braces, Check, Copy, FileType, type LucideIcon, Pin, PinOff } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu } from '../../components/menu.tsx'
import { outputText, readJson } from './output-text.ts'
import { pinBaseline, setTextView, type TextView, useRunStore } from './run-store.ts'

const viewIcons: Readonly<Record<TextView, LucideIcon>> = {
  plain: AlignLeft,
  markdown: FileType,
  json: Braces,
}
const views = ['plain', 'markdown', 'json'] as const satisfies readonly TextView[]

type OutputActionsProps = {
  readonly columnId: string
  readonly generation: Generation
  readonly view: TextView
}

/** What is most often done with a finished output, under its text. */
export function OutputActions({ columnId, generation, view }: OutputActionsProps) {
  const { t } = useTranslation('compare')
  const words = useTranslation('words')
  const [isCopied, setIsCopied] = useState(false)
  const isBaseline = useRunStore(({ baseline }) => baseline?.generationId === generation.id)
  const text = outputText(generation)
  const isJson = useMemo(() => readJson(text) !== undefined, [text])
  if (text === '') return null

  async function copy() {
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
  }

  return (
    <div className="-ml-1.5 mt-2 flex">
      <IconButton
        icon={isCopied ? Check : Copy}
        size="small"
        label={isCopied ? words.t('action.copied') : t('output.copy')}
        onClick={() => void copy()}
      />
      <Menu
        trigger={<IconButton icon={viewIcons[view]} size="small" label={t('view.label')} />}
        groups={[
          views.map((option) => ({
            icon: viewIcons[option],
            label: t(`view.${option}`),
            isChecked: option === view,
            disabledReason: option === 'json' && !isJson ? t('view.noJson') : undefined,
            onSelect: () => setTextView(columnId, option),
          })),
        ]}
      />
      <IconButton
        icon={isBaseline ? PinOff : Pin}
        size="small"
        label={isBaseline ? t('baseline.unpin') : t('baseline.pin')}
        onClick={() =>
          pinBaseline(isBaseline ? null : { runId: generation.runId, generationId: generation.id })
        }
      />
    </div>
  )
}
