import { Check, Circle, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../components/icon-button.tsx'
import { Keys } from '../components/keys.tsx'
import { isRunning, useRunStore } from '../features/compare/run-store.ts'
import { classNames } from '../lib/class-names.ts'
import { type Command, useOfferedCommands } from '../lib/commands.ts'
import { dismissFirstSteps, type FirstStep, firstSteps, markStep, useFirstSteps } from '../lib/first-steps.ts'
import { useMediaQuery } from '../lib/use-media-query.ts'
import { useContent, useWorkspace } from '../lib/workspace.ts'

const commandOf: Readonly<Record<FirstStep, string>> = {
  run: 'run.all',
  reasoning: 'reasoning.toggle',
  save: 'prompt.save',
  compare: 'prompt.compare-parent',
}

/** For somebody new: four things to try, ticked as they are done, until it is put away. */
export function FirstStepsBar({ isComparing }: { readonly isComparing: boolean }) {
  const { t } = useTranslation('app')
  const { done, isDismissed } = useFirstSteps()
  const isNarrow = useMediaQuery('(width < 80rem)')
  const commands = useOfferedCommands()
  useTicks(isComparing)
  if (isDismissed) return null
  const left = firstSteps.filter((step) => !done.includes(step))
  // Where there is no room for all of them, the next one is enough.
  const shown = isNarrow ? left.slice(0, 1) : firstSteps
  return (
    <section
      aria-label={t('firstSteps.title')}
      className="flex min-h-10 shrink-0 items-center gap-4 border-border border-b bg-accent-tint pr-2 pl-4"
    >
      <span className="shrink-0 whitespace-nowrap font-medium text-small">
        {t('firstSteps.title')}{' '}
        <span className="font-normal text-muted tabular-nums">
          {done.length}/{firstSteps.length}
        </span>
      </span>
      <ul className="flex min-w-0 flex-1 items-center gap-4">
        {shown.map((step) => (
          <Step
            key={step}
            step={step}
            isDone={done.includes(step)}
            command={commands.find(({ id }) => id === commandOf[step])}
          />
        ))}
      </ul>
      <IconButton icon={X} size="small" label={t('firstSteps.dismiss')} onClick={dismissFirstSteps} />
    </section>
  )
}

type StepProps = {
  readonly step: FirstStep
  readonly isDone: boolean
  readonly command: Command | undefined
}

function Step({ step, isDone, command }: StepProps) {
  const { t } = useTranslation('app')
  const reason = command?.disabledReason
  const Icon = isDone ? Check : Circle
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-disabled={reason !== undefined}
        title={reason ?? t(`firstSteps.why.${step}`)}
        onClick={() => reason === undefined && command?.run()}
        className={classNames(
          'flex min-h-7 max-w-full items-center gap-1.5 rounded-small px-1 text-left text-small hover:underline aria-disabled:no-underline pointer-coarse:min-h-11',
          isDone && 'text-muted',
        )}
      >
        <Icon
          size={16}
          aria-hidden
          className={classNames('shrink-0', isDone ? 'text-success' : 'text-muted')}
        />
        <span>{t(`firstSteps.step.${step}`)}</span>
        {isDone ? <span className="sr-only">{t('firstSteps.done')}</span> : null}
        {step === 'run' && !isDone ? (
          <span className="pointer-coarse:hidden">
            <Keys keys="Ctrl+Enter" />
          </span>
        ) : null}
      </button>
    </li>
  )
}

/** Ticks what is done, however it was done. */
function useTicks(isComparing: boolean): void {
  const running = useRunStore(isRunning)
  const isReasoning = useContent(({ reasoning }) => reasoning.strategy !== 'off')
  const isSaved = useWorkspace(({ open }) => open?.baseVersion != null)
  useEffect(() => {
    if (running) markStep('run')
    if (isReasoning) markStep('reasoning')
    if (isSaved) markStep('save')
    if (isComparing) markStep('compare')
  }, [running, isReasoning, isSaved, isComparing])
}
