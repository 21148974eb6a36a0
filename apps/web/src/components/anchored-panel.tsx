import { Popover as Primitive } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { classNames } from '../lib/class-names.ts'

type AnchoredPanelProps = {
  /** What it stands beside, and what gets the focus back; null while it is closed. */
  readonly anchor: HTMLElement | null
  readonly onClose: () => void
  readonly children: ReactNode
  /** Names what opens. */
  readonly label: string
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly className?: string
}

/** A small panel beside any element: where one panel serves many, such as the words of a text. */
export function AnchoredPanel(props: AnchoredPanelProps) {
  const { anchor, onClose, children, label, onKeyDown, className } = props
  const last = useRef<HTMLElement | null>(null)
  useEffect(() => {
    if (anchor !== null) last.current = anchor
  }, [anchor])
  return (
    <Primitive.Root open={anchor !== null} onOpenChange={(isOpen) => isOpen || onClose()}>
      <Primitive.Anchor virtualRef={{ current: anchor }} />
      <Primitive.Portal>
        <Primitive.Content
          align="start"
          aria-label={label}
          sideOffset={4}
          collisionPadding={8}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            last.current?.focus()
          }}
          className={classNames(
            'z-40 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-16px)] animate-appear',
            'overflow-auto rounded-ui border border-border bg-surface shadow-float',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
