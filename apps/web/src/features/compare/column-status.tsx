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
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/badge.tsx'
import { classNames } from '../../lib/class-names.ts'
import type { ColumnSample } from './column-samples.ts'
import { FailedSamples } from './failed-samples.tsx'
import { type GenerationState, generationState, isUnfinished } from './generation-state.ts'
import { useRunStore } from './run-store.ts'
import { SamplePager } from './sample-pager.tsx'
import { useLiveSpeed } from './use-live-speed.ts'
import { useStateWords } from './use-state-words.ts'

type ColumnStatusProps = {
  readonly columnId: string
  readonly generation: Generation | null
  /** All samples of the column, `generation` at `place` among them. */
  readonly samples: readonly ColumnSample[]
  readonly place: number
  /** Said beside the state: this output belongs to another model, or to an earlier prompt. */
  readonly remark: { readonly text: string; readonly hint: string } | null
  /** What can be done about the state, such as going on from a token limit. */
  readonly action?: ReactNode
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
export function ColumnStatus(props: ColumnStatusProps) {
  const { columnId, generation, samples, place, remark, action } = props
  const { t } = useTranslation('compare')
  const isWaiting = useRunStore(({ connections }) =>
    generation === null ? false : connections[generation.runId] === 'waiting',
  )
  const isReconnecting = isWaiting && generation !== null && isUnfinished(generation)
  const name: StateName = isReconnecting
    ? 'reconnecting'
    : generation === null
      ? 'idle'
      : generationState(generation).name
  const Icon = icons[name]
  const say = useStateWords()
  const speed = useLiveSpeed(generation)
  const words = isReconnecting ? t('state.reconnecting') : say(generation, speed)
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
      <span title={words} className="min-w-0 flex-1 truncate tabular-nums">
        {words}
      </span>
      {remark === null ? null : (
        <span title={remark.hint} className="flex min-w-0">
          <Badge>{remark.text}</Badge>
        </span>
      )}
      {action}
      {samples.length > 1 && generation !== null ? (
        <>
          <FailedSamples columnId={columnId} samples={samples} shownId={generation.id} />
          <SamplePager columnId={columnId} samples={samples} place={place} />
        </>
      ) : null}
    </div>
  )
}
