import { useQuery } from '@tanstack/react-query'
import type { LabelMove, VersionLabel } from '@trialogue/contract'
import { ChevronDown, ChevronRight, Tag } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { formatExactTime, formatRelativeTime } from '../../lib/format-time.ts'
import { labelMovesQuery } from '../../lib/queries/labels.ts'
import { useOpenPrompt } from '../../lib/workspace.ts'

type Props = {
  readonly name: string
  /** Where it is; null for nowhere. */
  readonly label: VersionLabel | null
  /** The version that the dialog is about. */
  readonly here: number
  readonly isPending: boolean
  /** Puts it on a version; null takes it away. */
  readonly onMove: (versionNumber: number | null) => void
}

/** One label: where it is, putting it here or taking it away, and where it has been. */
export function LabelRow({ name, label, here, isPending, onMove }: Props) {
  const { t } = useTranslation('versions')
  const [isOpen, setIsOpen] = useState(false)
  const isHere = label?.versionNumber === here
  const place = isHere
    ? t('labels.here')
    : label === null
      ? t('labels.nowhere')
      : t('labels.on', { number: label.versionNumber })
  const action = isHere ? 'labels.remove' : label === null ? 'labels.put' : 'labels.move'
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <li className="border-border border-t py-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <button
          type="button"
          aria-expanded={isOpen}
          title={t('labels.history')}
          onClick={() => setIsOpen(!isOpen)}
          className="-ml-1 flex min-h-8 min-w-0 items-center gap-2 rounded-small px-1 text-left hover:bg-hover"
        >
          <Chevron size={16} aria-hidden className="shrink-0 text-muted" />
          <Tag size={16} aria-hidden className="shrink-0 text-muted" />
          <span className="truncate font-medium">{name}</span>
        </button>
        <span className="text-muted text-small">{place}</span>
        <span className="flex-1" />
        <Button
          size="small"
          aria-label={t(`${action}Label`, { name })}
          disabled={isPending}
          onClick={() => onMove(isHere ? null : here)}
        >
          {t(action)}
        </Button>
      </div>
      {isOpen ? <LabelHistory name={name} /> : null}
    </li>
  )
}

function LabelHistory({ name }: { readonly name: string }) {
  const { t } = useTranslation('versions')
  const { promptId } = useOpenPrompt()
  const { data, error } = useQuery(labelMovesQuery(promptId, name))
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return null
  if (data.items.length === 0) return <p className="py-1 pl-7 text-muted text-small">{t('labels.never')}</p>
  return (
    <ol className="flex flex-col gap-1 py-1 pl-7">
      {data.items.map((move) => (
        <LabelMoveLine key={move.id} move={move} />
      ))}
    </ol>
  )
}

function LabelMoveLine({ move }: { readonly move: LabelMove }) {
  const { t, i18n } = useTranslation('versions')
  const nameOf = (number: number | null) =>
    number === null ? t('labels.nowhereShort') : t('diff.version', { number })
  return (
    <li className="flex flex-wrap items-baseline gap-x-2 text-small">
      <span className="tabular-nums">
        {t('labels.fromTo', { from: nameOf(move.fromNumber), to: nameOf(move.toNumber) })}
      </span>
      <time
        className="text-muted"
        dateTime={new Date(move.createdAt).toISOString()}
        title={formatExactTime(move.createdAt, i18n.language)}
      >
        {formatRelativeTime(move.createdAt, Date.now(), i18n.language)}
      </time>
      {move.note === '' ? null : <span className="min-w-0 break-words">{move.note}</span>}
    </li>
  )
}
