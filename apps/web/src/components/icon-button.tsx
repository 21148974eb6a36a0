import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from '../lib/class-names.ts'
import { Tooltip } from './tooltip.tsx'

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  readonly icon: LucideIcon
  /** What it does: its name for screen readers, and the tooltip. */
  readonly label: string
  readonly size?: 'medium' | 'small'
}

/** A button that is only an icon. */
export function IconButton({ icon: Icon, label, size = 'medium', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-ui text-muted enabled:hover:bg-hover',
          'enabled:hover:text-text disabled:opacity-50 pointer-coarse:size-11',
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
