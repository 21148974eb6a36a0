import type { ReactNode } from 'react'
import { classNames } from '../../lib/class-names.ts'

/** Names and values in lines, two or three beside each other where there is room. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-3 max-tablet:gap-x-4 desktop:grid-cols-3">{children}</dl>
  )
}

type FactProps = {
  readonly name: string
  readonly hint?: string
  readonly isMono?: boolean
  readonly children: ReactNode
}

export function Fact({ name, hint, isMono = false, children }: FactProps) {
  return (
    <div className="min-w-0" title={hint}>
      <dt className="text-muted text-small">{name}</dt>
      <dd
        className={classNames('mt-0.5 break-words tabular-nums', isMono && 'break-all font-mono text-code')}
      >
        {children}
      </dd>
    </div>
  )
}
