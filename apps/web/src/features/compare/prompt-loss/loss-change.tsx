import { ArrowDown, ArrowUp, Equal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatNats } from '../tokens/format-probability.ts'

type LossChangeProps = {
  readonly now: number
  /** Null where there is nothing to compare with. */
  readonly before: number | null
  /** What is compared with. */
  readonly name: string
}

/** How much better or worse a loss became: lower is better. Less than a hundredth is no change. */
export function LossChange({ now, before, name }: LossChangeProps) {
  const { t, i18n } = useTranslation('tokens')
  if (before === null) return null
  const change = Math.round((now - before) * 100) / 100
  const Icon = change === 0 ? Equal : change < 0 ? ArrowDown : ArrowUp
  const key = change === 0 ? 'loss.same' : change < 0 ? 'loss.better' : 'loss.worse'
  const text = t(key, { change: formatNats(Math.abs(change), i18n.language), base: name })
  return (
    <span title={text} className="inline-flex max-w-full items-center gap-1 tabular-nums">
      <Icon size={16} aria-hidden className="shrink-0 text-muted" />
      <span className="truncate">{text}</span>
    </span>
  )
}
