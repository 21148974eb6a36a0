import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

type ScrollRegionProps = {
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** Something that scrolls by itself, and can have the focus, so that keys scroll it too. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1)
      tabIndex={0}
      className={classNames('overflow-auto -outline-offset-2', className)}
    >
      {children}
    </section>
  )
}
