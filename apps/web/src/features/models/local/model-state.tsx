import type { Model } from '@trialogue/contract'
import { Check, Circle, CircleAlert, Gauge, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../../lib/class-names.ts'
import { formatSpan } from '../../../lib/format-span.ts'
import { formatBytes } from '../format-bytes.ts'
import { useNow } from '../use-now.ts'
import type { ModelWork } from './use-model-work.ts'

type StateName = 'available' | 'loading' | 'ready' | 'unloading' | 'measuring' | 'verifying' | 'error'

const icons: Readonly<Record<StateName, LucideIcon>> = {
  available: Circle,
  loading: LoaderCircle,
  ready: Check,
  unloading: LoaderCircle,
  measuring: Gauge,
  verifying: LoaderCircle,
  error: CircleAlert,
}

/** Where a model stands, in words and with an icon. */
export function ModelState({ model, work }: { readonly model: Model; readonly work: ModelWork }) {
  const { t } = useTranslation('models')
  const name = nameState(model, work)
  const ready = useReadyWords(model)
  const Icon = icons[name]
  return (
    <span role="status" className="flex min-w-0 items-start gap-2">
      <Icon
        size={16}
        aria-hidden
        className={classNames(
          'mt-0.5 shrink-0',
          name === 'error' ? 'text-failure' : name === 'ready' ? 'text-success' : 'text-muted',
        )}
      />
      <span className="min-w-0 tabular-nums">{name === 'ready' ? ready : t(`state.${name}`)}</span>
    </span>
  )
}

function nameState({ status }: Model, work: ModelWork): StateName {
  if (work.load.isPending) return 'loading'
  if (work.unload.isPending) return 'unloading'
  if (work.verify.isPending) return 'verifying'
  if (work.benchmark.isPending) return status === 'loading' ? 'loading' : 'measuring'
  return status
}

function useReadyWords({ status, memoryBytes, idleSince }: Model): string {
  const { t, i18n } = useTranslation('models')
  const now = useNow(status === 'ready' && idleSince !== null)
  // Just loaded: nothing was measured yet.
  if (memoryBytes === null) return t('state.readyUnmeasured')
  const size = formatBytes(memoryBytes, i18n.language)
  if (idleSince === null) return t('state.readyBusy', { size })
  const idleMs = Math.max(0, now - idleSince)
  // Seconds would be a clock that ticks for nobody.
  if (idleMs < 60_000) return t('state.ready', { size })
  return t('state.readyIdle', { size, duration: formatSpan(idleMs, i18n.language) })
}
