import type { ComponentProps } from 'react'

type GridPartProps = Omit<ComponentProps<'div'>, 'role'> & {
  readonly role: 'grid' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'gridcell'
}

/**
 * A part of a WAI-ARIA grid. The elements of a table would not do: rows lie at computed places, as only those in sight are
 * drawn. The grid itself has the focus and names the cell that the keys are on (`aria-activedescendant`).
 */
export function GridPart({ role, ...rest }: GridPartProps) {
  return <div role={role} {...rest} />
}
