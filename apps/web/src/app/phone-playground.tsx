import { type LucideIcon, MessagesSquare, PenLine, SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ComparePanel } from '../features/compare/compare-panel.tsx'
import { RunBar, RunSettings } from '../features/compare/run-bar.tsx'
import { RunError } from '../features/compare/run-error.tsx'
import { useRunStore } from '../features/compare/run-store.ts'
import { FamilyTools } from '../features/family/family-tools.tsx'
import { classNames } from '../lib/class-names.ts'
import { useColumnActions } from './use-column-actions.ts'
import { useOnOwnPrompt } from './use-on-own-prompt.ts'

type Part = 'compose' | 'run' | 'results'

const icons: Readonly<Record<Part, LucideIcon>> = {
  compose: PenLine,
  run: SlidersHorizontal,
  results: MessagesSquare,
}

/** The playground where one thing fits at a time: what is written, how it runs, what came of it. */
export function PhonePlayground({ prompt }: { readonly prompt: ReactNode }) {
  const { t } = useTranslation('app')
  const [part, setPart] = useState<Part>('compose')
  const columnActions = useColumnActions()
  // Who starts a run wants to see what comes of it.
  const pending = useRunStore((state) => state.pending)
  const [wasPending, setWasPending] = useState(pending)
  if (pending !== wasPending) {
    setWasPending(pending)
    if (pending === 'starting') setPart('results')
  }
  useOnOwnPrompt(useCallback(() => setPart('compose'), []))
  const contents: Readonly<Record<Part, ReactNode>> = {
    compose: prompt,
    run: <RunSettings />,
    results: <ComparePanel layout="tabs" tools={<FamilyTools />} actions={columnActions} />,
  }
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col">{contents[part]}</div>
      <RunError />
      <RunBar isNarrow />
      <nav aria-label={t('phone.label')} className="flex shrink-0 border-border border-t bg-surface">
        {(['compose', 'run', 'results'] as const).map((name) => {
          const Icon = icons[name]
          return (
            <button
              key={name}
              type="button"
              aria-current={name === part ? 'page' : undefined}
              onClick={() => setPart(name)}
              className={classNames(
                'flex h-14 flex-1 flex-col items-center justify-center gap-1 text-small -outline-offset-2',
                name === part ? 'font-medium text-accent' : 'text-muted',
              )}
            >
              <Icon size={16} aria-hidden />
              {t(`phone.${name}`)}
            </button>
          )
        })}
      </nav>
    </>
  )
}
