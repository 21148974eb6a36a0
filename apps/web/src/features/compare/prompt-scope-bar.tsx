import { useTranslation } from 'react-i18next'
import { Select } from '../../components/select.tsx'
import { useContent } from '../../lib/workspace.ts'
import { editPromptOf, useEditedColumn, useIsApart } from './edited-prompt.ts'
import { useModelNames } from './use-models.ts'

const sharedValue = 'shared'

/** Which prompt the editor below writes, where columns may have prompts of their own. */
export function PromptScopeBar() {
  const { t } = useTranslation('compare')
  const columns = useContent((content) => content.columns)
  const names = useModelNames()
  const columnId = useEditedColumn()
  const isApart = useIsApart()
  if (!isApart) return null
  const options = columns.map((column, index) => ({
    value: column.id,
    label: t('column', { number: index + 1, model: names(column.modelId) }),
    hint: column.body === null ? t('own.none') : t('own.mark'),
  }))
  return (
    <div className="flex items-center gap-3 border-border border-b bg-accent-tint px-3 py-2">
      <span className="shrink-0 text-small">{t('own.editing')}</span>
      <Select
        aria-label={t('own.editing')}
        value={columnId ?? sharedValue}
        options={[{ value: sharedValue, label: t('own.shared'), hint: t('own.sharedHint') }, ...options]}
        onChange={(value) => editPromptOf(value === sharedValue ? null : value)}
        className="min-w-0 flex-1"
      />
    </div>
  )
}
