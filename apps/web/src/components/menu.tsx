import { Check, type LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

export type MenuItem = {
  readonly label: ReactNode
  readonly onSelect: () => void
  readonly icon?: LucideIcon
  readonly hint?: ReactNode
  /** Marks the one in force; undefined where the menu is of actions, not of choices. */
  readonly isChecked?: boolean
  readonly disabled?: boolean
  /** Why it is greyed out, as a second line. Absent: it is not, unless `disabled` says so. */
  readonly disabledReason?: string | undefined
}

type MenuProps = {
  readonly trigger: ReactNode
  /** Groups with a line between them. */
  readonly groups: readonly (readonly MenuItem[])[]
  readonly align?: 'start' | 'end'
}

/** Actions or choices behind a button. */
export function Menu({ trigger, groups, align = 'start' }: MenuProps) {
  return (
    // Not modal: that would hide the rest of the page from screen readers with all that can have the focus in it.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-96 animate-appear overflow-auto rounded-ui border border-border bg-surface p-1 shadow-float"
        >
          {groups.map((group, index) => (
            <DropdownMenu.Group
              key={index}
              className={classNames(index > 0 && 'mt-1 border-border border-t pt-1')}
            >
              {group.map((item, itemIndex) => (
                <Item key={itemIndex} {...item} />
              ))}
            </DropdownMenu.Group>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const itemLook =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-small px-2 py-1 text-ui outline-none ' +
  'data-disabled:opacity-50 data-highlighted:bg-hover pointer-coarse:min-h-11'

function Item(item: MenuItem) {
  const { label, onSelect, icon: Icon, hint, isChecked, disabledReason } = item
  const disabled = item.disabled === true || disabledReason !== undefined
  const content = (
    <>
      {isChecked === undefined ? null : (
        <span className="w-4 shrink-0">{isChecked ? <Check size={16} aria-hidden /> : null}</span>
      )}
      {Icon === undefined ? null : <Icon size={16} aria-hidden className="shrink-0 text-muted" />}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{label}</span>
        {disabledReason === undefined ? null : (
          <span className="block text-muted text-small">{disabledReason}</span>
        )}
      </span>
      {hint === undefined ? null : <span className="shrink-0 text-muted text-small">{hint}</span>}
    </>
  )
  if (isChecked === undefined) {
    return (
      <DropdownMenu.Item className={itemLook} onSelect={onSelect} disabled={disabled}>
        {content}
      </DropdownMenu.Item>
    )
  }
  return (
    <DropdownMenu.CheckboxItem
      className={itemLook}
      checked={isChecked}
      onSelect={onSelect}
      disabled={disabled}
    >
      {content}
    </DropdownMenu.CheckboxItem>
  )
}
