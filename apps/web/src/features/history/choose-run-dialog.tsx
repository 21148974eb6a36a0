import { useInfiniteQuery } from '@tanstack/react-query'
import type { RunSummary } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { TextField } from '../../components/text-field.tsx'
import { formatExactTime, formatRelativeTime } from '../../lib/format-time.ts'
import { runListQuery } from '../../lib/queries/run-list.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import { RunStatusMark } from './run-status-mark.tsx'
import type { RunOutline } from './use-run.ts'

const typingMs = 250

type ChooseRunDialogProps = {
  readonly run: RunOutline
  readonly onChoose: (runId: string) => void
  readonly onClose: () => void
}

/** Picks the run to compare with: of the same prompt, or any where this one has none. */
export function ChooseRunDialog({ run, onChoose, onClose }: ChooseRunDialogProps) {
  const { t } = useTranslation('history')
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      title={t('choose.title')}
      description={t(run.promptId === null ? 'choose.anyRun' : 'choose.ofPrompt')}
    >
      <RunChoices run={run} onChoose={onChoose} />
    </Dialog>
  )
}

function RunChoices({ run, onChoose }: Pick<ChooseRunDialogProps, 'run' | 'onChoose'>) {
  const { t } = useTranslation('history')
  const errorText = useErrorText()
  const [q, setQ] = useState('')
  const filters = {
    q: useDebounced(q, typingMs),
    ...(run.promptId === null ? {} : { promptId: run.promptId }),
  }
  const found = useInfiniteQuery(runListQuery(filters))
  const others = found.data?.pages.flatMap(({ items }) => items).filter(({ id }) => id !== run.id) ?? []
  return (
    <div className="flex flex-col gap-3 pt-1">
      <TextField
        type="search"
        maxLength={500}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {found.error === null ? null : <Notice tone="failure">{errorText(found.error)}</Notice>}
      {found.isSuccess && others.length === 0 ? <p className="text-muted">{t('choose.none')}</p> : null}
      <ul className="flex flex-col gap-1">
        {others.map((other) => (
          <li key={other.id}>
            <RunChoice run={other} onChoose={() => onChoose(other.id)} />
          </li>
        ))}
      </ul>
      {found.hasNextPage ? (
        <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : null}
    </div>
  )
}

type RunChoiceProps = {
  readonly run: RunSummary
  readonly onChoose: () => void
}

function RunChoice({ run, onChoose }: RunChoiceProps) {
  const { t, i18n } = useTranslation('history')
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex w-full flex-col gap-1 rounded-ui border border-border px-3 py-2 text-left hover:bg-hover"
    >
      <span className="flex w-full flex-wrap items-center gap-x-3 text-muted text-small tabular-nums">
        <span title={formatExactTime(run.createdAt, i18n.language)}>
          {formatRelativeTime(run.createdAt, Date.now(), i18n.language)}
        </span>
        <RunStatusMark run={run} />
      </span>
      <span className="w-full truncate">{run.promptLine || t('row.nothingAsked')}</span>
      {run.outputLine === null ? null : <span className="w-full truncate text-muted">{run.outputLine}</span>}
    </button>
  )
}
