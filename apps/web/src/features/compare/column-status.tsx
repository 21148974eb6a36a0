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
import { classNames } from '../../lib/class-names.ts'
import type { ColumnSample } from './column-samples.tsx'
import { FailedSamples } from './failed-samples.tsx'
import { type GenerationState, generationState, isUnfinished } from './generation-state.ts'
import { useRunStore } from './run-store.ts'
import { useLiveSpeed } from './use-live-speed.ts'
import { useStateWords } from './use-state-words.ts'

type ColumnStatusProps = {
  readonly columnId: string
  readonly generation: Generation | null
  /** All samples of the column, `generation` among them. */
  readonly samples: readonly ColumnSample[]
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

/** One line, always there: where the generation stands, in words and with an icon. */
export function ColumnStatus(props: ColumnStatusProps) {
  const { columnId, generation, samples, action } = props
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
    <div className="flex h-9 min-w-0 grow items-center gap-2 px-3 text-small pointer-coarse:h-11">
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
      {generation === null ? null : (
        <FailedSamples columnId={columnId} samples={samples} shownId={generation.id} />
      )}
      {action}
    </div>
  )
}
