import type { Generation } from '@trialogue/contract'
import {
  Check,
  Circle,
  CircleAlert,
  Clock,
  Download,
  FileText,
  type LucideIcon,
  OctagonPause,
  Pencil,
  Ruler,
  Unplug,
  WifiOff,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/badge.tsx'
import { classNames } from '../../lib/class-names.ts'
import { FailedSamples } from './failed-samples.tsx'
import { type GenerationState, generationState, isUnfinished } from './generation-state.ts'
import { useRunStore } from './run-store.ts'
import { SamplePager } from './sample-pager.tsx'
import { useLiveSpeed } from './use-live-speed.ts'

type ColumnStatusProps = {
  readonly generation: Generation | null
  /** All samples of the column, `generation` among them. */
  readonly samples: readonly Generation[]
  readonly onSample: (index: number) => void
  /** Said beside the state: this output belongs to another model, or to an earlier prompt. */
  readonly remark: { readonly text: string; readonly hint: string } | null
}

type StateName = GenerationState['name'] | 'idle' | 'reconnecting'

const icons: Readonly<Record<StateName, LucideIcon>> = {
  idle: Circle,
  queued: Clock,
  loading: Download,
  prefilling: FileText,
  writing: Pencil,
  answering: Pencil,
  done: Check,
  length: Ruler,
  stopped: OctagonPause,
  failed: CircleAlert,
  interrupted: Unplug,
  reconnecting: WifiOff,
}

/** One line, always there: where the generation stands, in words and with an icon, and which sample is shown. */
export function ColumnStatus({ generation, samples, onSample, remark }: ColumnStatusProps) {
  const isWaiting = useRunStore(({ connections }) =>
    generation === null ? false : connections[generation.runId] === 'waiting',
  )
  const state = generation === null ? null : generationState(generation)
  const isReconnecting = isWaiting && generation !== null && isUnfinished(generation)
  const name: StateName = isReconnecting ? 'reconnecting' : (state?.name ?? 'idle')
  const Icon = icons[name]
  const words = useStateWords(useLiveSpeed(generation))
  return (
    <div className="flex h-9 shrink-0 items-center gap-2 px-3 text-small">
      <Icon
        size={16}
        aria-hidden
        className={classNames(
          'shrink-0',
          name === 'failed' || name === 'reconnecting' ? 'text-failure' : 'text-muted',
          name === 'done' && 'text-success',
        )}
      />
      <span className="min-w-0 flex-1 truncate tabular-nums">{words(name, state)}</span>
      {remark === null ? null : (
        <span title={remark.hint} className="flex min-w-0">
          <Badge>{remark.text}</Badge>
        </span>
      )}
      {samples.length > 1 && generation !== null ? (
        <>
          <FailedSamples samples={samples} shown={generation} onSample={onSample} />
          <SamplePager position={generation.sampleIndex} count={samples.length} onMove={onSample} />
        </>
      ) : null}
    </div>
  )
}

function useStateWords(
  tokensPerSecond: number | null,
): (name: StateName, state: GenerationState | null) => string {
  const { t } = useTranslation('compare')
  return (name, state) => {
    if (name === 'reconnecting' || state === null)
      return t(`state.${name === 'reconnecting' ? name : 'idle'}`)
    switch (state.name) {
      case 'queued':
        return state.ahead === null || state.ahead === 0
          ? t('state.queued')
          : t('state.queuedAhead', { count: state.ahead })
      case 'loading':
      case 'prefilling':
        return state.percent === null
          ? t(`state.${state.name}`)
          : t(`state.${state.name}Percent`, { percent: state.percent })
      case 'writing':
      case 'answering':
        return tokensPerSecond === null
          ? t(`state.${state.name}`)
          : t(`state.${state.name}Speed`, { speed: Math.round(tokensPerSecond) })
      case 'stopped':
        return t('state.stopped', { count: state.tokens })
      default:
        return t(`state.${state.name}`)
    }
  }
}
