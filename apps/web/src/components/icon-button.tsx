import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from '../lib/class-names.ts'
import { Tooltip } from './tooltip.tsx'

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  readonly icon: LucideIcon
  /** What it does: its name for screen readers, and the tooltip. */
  readonly label: string
  readonly size?: 'medium' | 'small'
  /** Why it can do nothing now, shown with its label; it keeps its place in the tab order. Absent: it can. */
  readonly disabledReason?: string | undefined
}

/** A button that is only an icon. */
export function IconButton(props: IconButtonProps) {
  const { icon: Icon, label, size = 'medium', disabledReason, className, onClick, ...rest } = props
  const isOff = disabledReason !== undefined
  return (
    <Tooltip text={isOff ? `${label}: ${disabledReason}` : label}>
      <button
        type="button"
        aria-label={label}
        {...(isOff ? { 'aria-disabled': true } : { onClick })}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-ui text-muted pointer-coarse:size-11',
          isOff ? 'opacity-50' : 'enabled:hover:bg-hover enabled:hover:text-text disabled:opacity-50',
          size === 'medium' ? 'size-8' : 'size-7',
          className,
        )}
        {...rest}
      >
        <Icon size={16} aria-hidden />
      </button>
    </Tooltip>
  )
}
