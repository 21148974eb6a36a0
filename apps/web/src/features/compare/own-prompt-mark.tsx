import type { Column } from '@trialogue/contract'
import { FilePen, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Menu } from '../../components/menu.tsx'
import { useWorkspace } from '../../lib/workspace.ts'
import { shareBody } from './column-edits.ts'
import { editPromptOf } from './edited-prompt.ts'

/** Says that a column reads a prompt of its own, and leads to it or back to the shared one. */
export function OwnPromptMark({ column }: { readonly column: Column }) {
  const { t } = useTranslation('compare')
  const update = useWorkspace((state) => state.update)
  if (column.body === null) return null
  return (
    <Menu
      align="end"
      trigger={
        <Button
          look="muted"
          size="small"
          aria-label={t('own.mark')}
          title={t('own.markHint')}
          className="px-1.5!"
        >
          <FilePen size={16} aria-hidden className="text-accent" />
          <span className="@max-[22rem]:hidden">{t('own.mark')}</span>
        </Button>
      }
      groups={[
        [
          { icon: FilePen, label: t('own.edit'), onSelect: () => editPromptOf(column.id) },
          {
            icon: RotateCcw,
            label: t('own.reset'),
            onSelect: () => {
              update(shareBody(column.id))
              editPromptOf(null)
            },
          },
        ],
      ]}
    />
  )
}
