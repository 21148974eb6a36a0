import type { ReactNode } from 'react'

type RegionProps = { readonly label: string; readonly children: ReactNode }

/** A part of the page that F6 goes to, filling what its container gives it. */
export function Region({ label, children }: RegionProps) {
  return (
    <section
      aria-label={label}
      data-region=""
      tabIndex={-1}
      className="flex min-h-0 min-w-0 flex-1 flex-col -outline-offset-2"
    >
      {children}
    </section>
  )
}
