import { useQuery } from '@tanstack/react-query'
import type { Machine } from '@trialogue/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatSpan } from '../../lib/format-span.ts'
import { formatBytes } from './format-bytes.ts'
import { machineQuery } from './queries.ts'

/** What this machine has for models: memory, disk, device. Its height is there before its figures are. */
export function MachineLine() {
  const { t } = useTranslation('models')
  const { data, error, refetch } = useQuery(machineQuery)
  if (error !== null && data === undefined) {
    return (
      <ErrorNotice error={error} onRetry={() => void refetch()}>
        {t('machine.failed')}
      </ErrorNotice>
    )
  }
  return (
    <section
      aria-label={t('machine.label')}
      aria-busy={data === undefined}
      className="min-h-19 rounded-ui border border-border bg-surface p-4"
    >
      {data === undefined ? null : <Figures machine={data} />}
    </section>
  )
}

function Figures({ machine }: { readonly machine: Machine }) {
  const { t, i18n } = useTranslation('models')
  const { executionProvider, cores, deviceReason, idleUnloadMs } = machine
  const size = (bytes: number) => formatBytes(bytes, i18n.language)
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-4 max-tablet:gap-x-4 laptop:grid-cols-[minmax(18rem,2fr)_1fr_minmax(10rem,1.5fr)_1fr]">
      <Figure isWide name={t('machine.memory')} hint={t('machine.memoryHint')}>
        {t('machine.memoryText', {
          held: size(machine.modelsMemoryBytes),
          free: size(machine.memoryFreeBytes),
          total: size(machine.memoryTotalBytes),
        })}
        <MemoryBar machine={machine} />
      </Figure>
      <Figure name={t('machine.disk')}>{t('machine.diskText', { free: size(machine.diskFreeBytes) })}</Figure>
      <Figure name={t('machine.device')}>
        {executionProvider === null
          ? t('machine.deviceUnknown', { count: cores })
          : t('machine.deviceText', { device: executionProvider, count: cores })}
        {deviceReason === null ? null : <span className="block text-muted text-small">{deviceReason}</span>}
      </Figure>
      <Figure name={t('machine.idle')}>
        {idleUnloadMs === null
          ? t('machine.idleNever')
          : t('machine.idleText', { duration: formatSpan(idleUnloadMs, i18n.language) })}
      </Figure>
    </dl>
  )
}

type FigureProps = {
  readonly name: string
  readonly hint?: string
  /** A line of its own on phones. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

function Figure({ name, hint, isWide = false, children }: FigureProps) {
  return (
    <div className={classNames('min-w-0', isWide && 'max-tablet:col-span-2')} title={hint}>
      <dt className="text-muted text-small">{name}</dt>
      <dd className="mt-0.5 break-words tabular-nums">{children}</dd>
    </div>
  )
}

/** The same in a picture: what models hold, what everything else holds, what is free. */
function MemoryBar({ machine }: { readonly machine: Machine }) {
  const { memoryTotalBytes: total, memoryFreeBytes: free, modelsMemoryBytes: held } = machine
  const share = (bytes: number) => `${total === 0 ? 0 : Math.min(100, (bytes / total) * 100)}%`
  return (
    <span aria-hidden className="mt-2 flex h-1.5 overflow-hidden rounded-full bg-hover">
      <span className="bg-accent" style={{ width: share(held) }} />
      <span className="bg-control" style={{ width: share(Math.max(0, total - free - held)) }} />
    </span>
  )
}
