import { type ReactNode, useId } from 'react'

type SectionProps = {
  readonly title: string
  /** Stands at the right end of the title's line. */
  readonly aside?: ReactNode
  readonly hint?: ReactNode
  readonly children: ReactNode
}

/** One titled part of the compose panel. */
export function Section({ title, aside, hint, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h3 id={id} className="font-semibold text-ui">
          {title}
        </h3>
        {aside}
      </div>
      {hint === undefined ? null : <p className="text-muted text-small">{hint}</p>}
      {children}
    </section>
  )
}
