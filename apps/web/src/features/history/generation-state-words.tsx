import type { Generation } from '@trialogue/contract'
import {
  Check,
  CircleAlert,
  Clock,
  LoaderCircle,
  type LucideIcon,
  OctagonPause,
  Ruler,
  Unplug,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'

type State = 'queued' | 'running' | 'done' | 'length' | 'stopped' | 'failed' | 'interrupted'

const icons: Readonly<Record<State, LucideIcon>> = {
  queued: Clock,
  running: LoaderCircle,
  done: Check,
  length: Ruler,
  stopped: OctagonPause,
  failed: CircleAlert,
  interrupted: Unplug,
}

/** How a generation ended, or that it goes on: an icon and words. */
export function GenerationStateWords({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('history')
  const state = readState(generation)
  const Icon = icons[state]
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1',
        state === 'failed' || state === 'interrupted' ? 'text-failure' : 'text-muted',
      )}
    >
      <Icon size={16} aria-hidden className={classNames(state === 'done' && 'text-success')} />
      {t(`generation.${state}`)}
    </span>
  )
}

function readState({ status, finishReason }: Generation): State {
  switch (status) {
    case 'queued':
    case 'failed':
    case 'interrupted':
      return status
    case 'loading':
    case 'prefilling':
    case 'decoding':
      return 'running'
    case 'completed':
      if (finishReason === 'cancelled') return 'stopped'
      return finishReason === 'length' ? 'length' : 'done'
    default:
      return status satisfies never
  }
}
