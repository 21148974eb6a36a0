import { Check, ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { Fragment, type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { classNames } from '../lib/class-names.ts'
import { fieldLook } from './field-look.ts'

type ComboboxOption = {
  readonly value: string
  /** What is searched in. */
  readonly text: string
  readonly content: ReactNode
  /** Stands above the first option of several that have it in common and follow one another. */
  readonly group?: string
}

type ComboboxProps = {
  readonly value: string | null
  readonly options: readonly ComboboxOption[]
  readonly onChange: (value: string) => void
  /** Names the button and the list. */
  readonly label: string
  readonly searchLabel: string
  readonly emptyText: string
  /** What the closed button shows. */
  readonly children: ReactNode
  /** Under the list, for what is not one of the options. */
  readonly footer?: (close: () => void) => ReactNode
  readonly className?: string
}

/** Picks one of a list that can be long: opens with a search field. WAI-ARIA combobox pattern. */
export function Combobox(props: ComboboxProps) {
  const { label, children, className } = props
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        aria-label={label}
        className={classNames(
          fieldLook,
          'flex h-8 items-center gap-2 px-2 text-left hover:bg-hover pointer-coarse:h-11',
          className,
        )}
      >
        {children}
        <ChevronDown size={16} aria-hidden className="ml-auto shrink-0 text-muted" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className="z-50 flex max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-16px)] animate-appear flex-col rounded-ui border border-border bg-surface shadow-float"
        >
          <SearchList {...props} onClose={() => setIsOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function SearchList(props: ComboboxProps & { readonly onClose: () => void }) {
  const { value, options, onChange, label, searchLabel, emptyText, footer, onClose } = props
  const listId = useId()
  const [search, setSearch] = useState('')
  const found = options.filter(({ text }) => text.toLowerCase().includes(search.trim().toLowerCase()))
  const [active, setActive] = useState(
    Math.max(
      0,
      options.findIndex((option) => option.value === value),
    ),
  )

  function choose(option: ComboboxOption | undefined) {
    if (option === undefined) return
    onChange(option.value)
    onClose()
  }

  function moveByKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(found[active])
    if (step !== undefined) setActive((active + step + found.length) % Math.max(1, found.length))
    if (step !== undefined || event.key === 'Enter') event.preventDefault()
  }

  return (
    <>
      <div className="p-2">
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={found[active] === undefined ? undefined : `${listId}-${active}`}
          aria-label={searchLabel}
          placeholder={searchLabel}
          className={classNames(fieldLook, 'h-8 px-2 pointer-coarse:h-11')}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value)
            setActive(0)
          }}
          onKeyDown={moveByKey}
        />
      </div>
      <div id={listId} role="listbox" aria-label={label} className="min-h-0 overflow-auto px-1 pb-1">
        {found.map((option, index) => (
          <Fragment key={option.value}>
            {option.group === undefined || option.group === found[index - 1]?.group ? null : (
              <div role="presentation" className="px-2 pt-2 pb-1 font-medium text-muted text-small">
                {option.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the search field, which keeps the focus */}
            <div
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={option.value === value}
              ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
              onClick={() => choose(option)}
              onPointerMove={() => setActive(index)}
              className={classNames(
                'flex min-h-8 cursor-pointer items-center gap-2 rounded-small px-2 py-1.5 pointer-coarse:min-h-11',
                index === active && 'bg-hover',
              )}
            >
              <span className="w-4 shrink-0">
                {option.value === value ? <Check size={16} aria-hidden /> : null}
              </span>
              <span className="min-w-0 flex-1">{option.content}</span>
            </div>
          </Fragment>
        ))}
        {found.length === 0 ? <p className="px-2 py-1.5 text-muted">{emptyText}</p> : null}
      </div>
      {footer?.(onClose)}
    </>
  )
}
