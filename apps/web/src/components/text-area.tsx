import type { ComponentProps } from 'react'
import { classNames } from '../lib/class-names.ts'
import { fieldLook } from './field-look.ts'

/** Lines of text; grows with them (`field-sizing`), from `rows` up to its max-height. */
export function TextArea({ className, rows = 1, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={classNames(fieldLook, 'field-sizing-content max-h-96 resize-y px-2 py-1.5', className)}
      {...rest}
    />
  )
}
