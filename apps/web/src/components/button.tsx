import type { ComponentProps } from 'react'
import { classNames } from '../lib/class-names.ts'

type Look = 'primary' | 'secondary' | 'quiet' | 'muted' | 'danger'
type Size = 'medium' | 'small'

export type ButtonProps = ComponentProps<'button'> & { readonly look?: Look; readonly size?: Size }

const looks: Readonly<Record<Look, string>> = {
  primary: 'bg-accent font-medium text-on-accent border-transparent enabled:hover:bg-accent-hover',
  secondary: 'bg-surface font-medium text-text border-control enabled:hover:bg-hover',
  quiet: 'bg-transparent font-medium text-text border-transparent enabled:hover:bg-hover',
  muted: 'bg-transparent text-muted border-transparent enabled:hover:bg-hover enabled:hover:text-text',
  danger: 'bg-surface font-medium text-failure border-failure enabled:hover:bg-failure-tint',
}

const sizes: Readonly<Record<Size, string>> = {
  medium: 'h-8 px-3 pointer-coarse:h-11',
  small: 'h-7 px-2 pointer-coarse:h-11',
}

/** A button with words; an icon may stand before them. */
export function Button({ look = 'secondary', size = 'medium', className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-ui border text-ui',
        'whitespace-nowrap disabled:opacity-50 aria-disabled:opacity-50 [&>svg]:shrink-0',
        looks[look],
        sizes[size],
        className,
      )}
      {...rest}
    />
  )
}
