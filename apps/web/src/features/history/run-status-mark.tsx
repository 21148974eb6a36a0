import type { RunSummary } from '@trialogue/contract'
import { Check, CircleAlert, LoaderCircle, type LucideIcon, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'

type Mark = { readonly icon: LucideIcon; readonly tone: string; readonly words: string }

type MarkedRun = Pick<RunSummary, 'status' | 'generationCount' | 'completedCount' | 'failedCount'>

/** How a run stands: an icon and words, with how many of its outputs are there. */
export function RunStatusMark({ run }: { readonly run: MarkedRun }) {
  const { icon: Icon, tone, words } = useMark(run)
  return (
    <span className={classNames('inline-flex items-center gap-1', tone)}>
      <Icon size={16} aria-hidden className="shrink-0" />
      {words}
    </span>
  )
}

function useMark({
  status,
  generationCount: total,
  completedCount: done,
  failedCount: failed,
}: MarkedRun): Mark {
  const { t } = useTranslation('history')
  switch (status) {
    case 'running':
      return {
        icon: LoaderCircle,
        tone: 'text-accent',
        words: t('mark.running', { done: done + failed, total }),
      }
    case 'interrupted':
      return {
        icon: Unplug,
        tone: 'text-failure',
        words: t('mark.interrupted', { done: done + failed, total }),
      }
    case 'completed':
      return failed > 0
        ? { icon: CircleAlert, tone: 'text-failure', words: t('mark.failed', { failed, total }) }
        : { icon: Check, tone: 'text-success', words: t('mark.completed', { count: total }) }
    default:
      return status satisfies never
  }
}
