import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

type NoticeProps = {
  readonly tone: 'failure' | 'info'
  readonly children: ReactNode
  /** Buttons that do something about it. */
  readonly actions?: ReactNode
}

/** Something that happened and what can be done, in the place where it happened. */
export function Notice({ tone, children, actions }: NoticeProps) {
  const Icon = tone === 'failure' ? CircleAlert : Info
  return (
    <div
      className={classNames(
        'flex items-start gap-2 rounded-ui p-3 text-ui',
        tone === 'failure' ? 'bg-failure-tint' : 'bg-accent-tint',
      )}
    >
      <Icon
        size={16}
        aria-hidden
        className={classNames('mt-0.5 shrink-0', tone === 'failure' ? 'text-failure' : 'text-accent')}
      />
      {/* The actions stand beside the words where there is room, below them in a narrow column. */}
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48 break-words">{children}</div>
        {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
