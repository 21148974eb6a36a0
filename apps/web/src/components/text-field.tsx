import type { ComponentProps } from 'react'
import { classNames } from '../lib/class-names.ts'
import { fieldLook } from './field-look.ts'

/** One line of text. Give it a label: `aria-label`, or a `Field` around it. */
export function TextField({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      type="text"
      className={classNames(fieldLook, 'h-8 px-2 pointer-coarse:h-11', className)}
      {...rest}
    />
  )
}
