import { ArrowDown, ArrowUp, Copy, Ellipsis, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { duplicateExample, moveExample, removeExample } from './few-shot-edits.ts'
import { useData } from './use-data.ts'

type Props = {
  readonly id: string
  readonly index: number
  readonly isLast: boolean
  readonly isTabStop: boolean
}

/** What can be done with one example. */
export function RowMenu({ id, index, isLast, isTabStop }: Props) {
  const { t } = useTranslation('compose')
  const edit = useData()
  const number = index + 1
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          icon={Ellipsis}
          size="small"
          label={t('examples.actions', { number })}
          tabIndex={isTabStop ? 0 : -1}
        />
      }
      groups={[
        [
          {
            label: t('examples.moveUp'),
            icon: ArrowUp,
            hint: 'Ctrl Shift ↑',
            onSelect: () => edit((data) => moveExample(data, id, -1)),
            disabled: index === 0,
          },
          {
            label: t('examples.moveDown'),
            icon: ArrowDown,
            hint: 'Ctrl Shift ↓',
            onSelect: () => edit((data) => moveExample(data, id, 1)),
            disabled: isLast,
          },
          {
            label: t('examples.duplicate'),
            icon: Copy,
            onSelect: () => edit((data) => duplicateExample(data, id)),
          },
        ],
        [
          {
            label: t('examples.remove'),
            icon: Trash2,
            onSelect: () => edit((data) => removeExample(data, id), t('examples.removed', { number })),
          },
        ],
      ]}
    />
  )
}
