import type { RunSummary } from '@trialogue/contract'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'
import { groupByDay, nameDay } from './group-by-day.ts'
import { RunRow } from './run-row.tsx'

type RunDaysProps = {
  readonly runs: readonly RunSummary[]
  /** What the list showed before; it is asked for anew. */
  readonly isStale: boolean
}

/** Runs by the day they were started; the arrow keys move between them. */
export function RunDays({ runs, isStale }: RunDaysProps) {
  const { i18n } = useTranslation('history')
  const now = useNow()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the links inside, which have the focus
    <div aria-busy={isStale} onKeyDown={moveByKey} className={classNames(isStale && 'opacity-60')}>
      {groupByDay(runs).map((day) => (
        <section key={day.time} className="mb-4">
          <h2 className="sticky top-0 z-10 bg-page py-2 font-semibold text-muted text-small">
            {nameDay(day.time, now, i18n.language)}
          </h2>
          <ul className="overflow-hidden rounded-ui border border-border bg-surface">
            {day.items.map((run) => (
              <li key={run.id} className="border-border border-t first:border-t-0">
                <RunRow run={run} now={now} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** The time, moved on once a minute: relative times say no less. */
function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a[data-run]')]
  const { activeElement } = document
  const place = links.findIndex((link) => link.isSameNode(activeElement))
  if (place === -1) return
  const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: links.length - 1 }[event.key]
  const link = next === undefined ? undefined : links[next]
  if (link === undefined) return
  event.preventDefault()
  link.focus()
}
