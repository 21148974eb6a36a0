import { Popover as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

type PopoverProps = {
  /** The button that opens it. */
  readonly trigger: ReactNode
  readonly children: ReactNode
  /** Names what opens. */
  readonly label: string
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly align?: 'start' | 'center' | 'end'
  readonly className?: string
}

/** A small panel beside the button that opened it. */
export function Popover(props: PopoverProps) {
  const { trigger, children, label, isOpen, onOpenChange, align = 'start', className } = props
  return (
    <Primitive.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          aria-label={label}
          sideOffset={4}
          collisionPadding={8}
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
