import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Brain, Copy, GitCompare, History, PenLine, Play, Plus, Save, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { addColumn, maxColumns } from '../features/compare/column-edits.ts'
import { startRun, stopRuns } from '../features/compare/run-actions.ts'
import { isRunning, useRunStore } from '../features/compare/run-store.ts'
import { type Command, useCommands } from '../lib/commands.ts'
import { modelsQuery } from '../lib/queries/models.ts'
import { useContent, useWorkspace } from '../lib/workspace.ts'
import { useDuplicate } from './use-duplicate.ts'
import { useNewPrompt } from './use-new-prompt.ts'

type Props = {
  readonly onSave: () => void
  readonly onVersions: () => void
  readonly onCompareParent: () => void
}

/** What can be done with the open prompt. */
export function PlaygroundCommands(props: Props) {
  useCommands([...useRunCommands(), ...usePromptCommands(props), ...useContentCommands()])
  return null
}

function useRunCommands(): Command[] {
  const { t } = useTranslation('app')
  const queryClient = useQueryClient()
  const running = useRunStore(isRunning)
  return [
    {
      id: 'run.all',
      group: 'run',
      title: t('shortcut.run-all'),
      icon: Play,
      shortcut: 'run-all',
      disabledReason: running ? t('command.running') : undefined,
      run: () => void startRun(queryClient),
    },
    {
      id: 'run.column',
      group: 'run',
      title: t('shortcut.run-column'),
      icon: Play,
      shortcut: 'run-column',
      run: () => void startRun(queryClient, focusedColumnIds()),
    },
    {
      id: 'run.stop',
      group: 'run',
      title: t('command.stop'),
      icon: Square,
      shortcut: 'stop',
      disabledReason: running ? undefined : t('command.idle'),
      run: () => void stopRuns(),
    },
  ]
}

function usePromptCommands({ onSave, onVersions, onCompareParent }: Props): Command[] {
  const { t } = useTranslation('app')
  const duplicate = useDuplicate(useNewPrompt().make)
  const baseVersion = useWorkspace(({ open }) => open?.baseVersion ?? null)
  return [
    {
      id: 'prompt.save',
      group: 'prompt',
      title: t('shortcut.save-version'),
      icon: Save,
      shortcut: 'save-version',
      run: onSave,
    },
    {
      id: 'prompt.versions',
      group: 'prompt',
      title: t('command.showVersions'),
      icon: History,
      run: onVersions,
    },
    {
      id: 'prompt.compare-parent',
      group: 'prompt',
      title: t('shortcut.compare-parent'),
      icon: GitCompare,
      shortcut: 'compare-parent',
      disabledReason: baseVersion === null ? t('command.noVersion') : undefined,
      run: onCompareParent,
    },
    {
      id: 'prompt.duplicate',
      group: 'prompt',
      title: t('picker.duplicate'),
      icon: Copy,
      run: () => duplicate(),
    },
    {
      id: 'prompt.rename',
      group: 'prompt',
      title: t('command.rename'),
      icon: PenLine,
      run: () => document.querySelector<HTMLInputElement>('[data-prompt-name]')?.select(),
    },
  ]
}

function useContentCommands(): Command[] {
  const { t } = useTranslation('app')
  const update = useWorkspace((state) => state.update)
  const isReasoning = useContent(({ reasoning }) => reasoning.strategy !== 'off')
  const columnCount = useContent(({ columns }) => columns.length)
  const { data: models } = useQuery(modelsQuery)
  return [
    {
      id: 'reasoning.toggle',
      group: 'reasoning',
      title: t(isReasoning ? 'command.reasoningOff' : 'command.reasoningOn'),
      icon: Brain,
      run: () =>
        update((content) => ({
          ...content,
          reasoning: { ...content.reasoning, strategy: isReasoning ? 'off' : 'zero-shot' },
        })),
    },
    {
      id: 'columns.add',
      group: 'columns',
      title: t('command.addColumn'),
      icon: Plus,
      disabledReason: columnCount >= maxColumns ? t('command.noColumn') : undefined,
      run: () => update(addColumn(models?.items ?? [])),
    },
  ]
}

/** The column that has the focus, undefined (all of them) when none has. */
function focusedColumnIds(): string[] | undefined {
  const column = document.activeElement?.closest('[data-column-id]')
  const id = column?.getAttribute('data-column-id')
  return id === null || id === undefined ? undefined : [id]
}
