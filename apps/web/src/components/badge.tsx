import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

type BadgeProps = {
  readonly children: ReactNode
  readonly tone?: 'neutral' | 'accent' | 'failure' | 'success'
}

const tones = {
  neutral: 'border-border text-muted',
  accent: 'border-transparent bg-accent-tint text-accent',
  failure: 'border-transparent bg-failure-tint text-failure',
  success: 'border-border text-success',
} as const

/** A word or two about the thing beside it. */
export function Badge({ children, tone = 'neutral' }: BadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-small border px-1.5 text-small tabular-nums',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
