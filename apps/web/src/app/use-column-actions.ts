import { CodeXml } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCodeOfPrompt } from '../features/code/use-code-of-prompt.ts'
import type { ColumnAction } from '../features/compare/column-menu.tsx'

/** What other features do with a column of the playground, for its menu. */
export function useColumnActions(): readonly ColumnAction[] {
  const { t } = useTranslation('app')
  const showCode = useCodeOfPrompt()
  return useMemo(() => [{ label: t('command.code'), icon: CodeXml, onSelect: showCode }], [t, showCode])
}
