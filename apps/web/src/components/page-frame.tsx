import type { ReactNode } from 'react'

type PageFrameProps = {
  readonly title: string
  /** The places of the app, on small screens. */
  readonly menu: ReactNode
  /** Between the menu and the title: the way back. */
  readonly back?: ReactNode
  readonly corner: ReactNode
  readonly children: ReactNode
}

/** A page besides the playground: its title above, and what scrolls below it. */
export function PageFrame({ title, menu, back = null, corner, children }: PageFrameProps) {
  return (
    <>
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-border border-b bg-surface px-2 py-1">
        {menu}
        {back}
        <h1 className="flex-1 px-2 font-semibold text-ui">{title}</h1>
        {corner}
      </header>
      <main
        id="main"
        tabIndex={-1}
        data-region=""
        aria-label={title}
        className="min-h-0 flex-1 overflow-auto -outline-offset-2"
      >
        {children}
      </main>
    </>
  )
}
