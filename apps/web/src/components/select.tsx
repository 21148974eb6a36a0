import { Check, ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type ReactNode, useId, useRef } from 'react'
import { classNames } from '../lib/class-names.ts'
import { fieldLook } from './field-look.ts'
import { useListKeys } from './use-list-keys.ts'

type SelectOption<Value extends string> = {
  readonly value: Value
  readonly label: ReactNode
  /** A second line in the list. */
  readonly hint?: ReactNode
  readonly disabled?: boolean
}

type SelectProps<Value extends string> = {
  readonly value: Value
  readonly options: readonly SelectOption<Value>[]
  readonly onChange: (value: Value) => void
  readonly id?: string
  readonly className?: string
  readonly disabled?: boolean
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string | undefined
}

/**
 * Picks one of a short, fixed list. The focus stays on the button, which tells the option that the keys are on (WAI-ARIA
 * select-only combobox). Built on the popover that the page has anyway: a primitive of its own would be 6 kB more.
 */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, options, onChange, className, disabled = false, ...rest } = props
  const listId = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const { isOpen, setIsOpen, active, setActive, choose, pressKey } = useListKeys({
    chosen: options.findIndex((option) => option.value === value),
    isFree: options.map((option) => option.disabled !== true),
    textOf: (index) => list.current?.children[index]?.textContent ?? String(options[index]?.label),
    onChoose: (index) => {
      const option = options[index]
      if (option !== undefined && option.value !== value) onChange(option.value)
    },
  })
  const stayOpenFor = (event: { target: EventTarget | null; preventDefault(): void }) => {
    // The button opens and closes by itself.
    if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Anchor asChild>
        <button
          {...rest}
          ref={button}
          type="button"
          role="combobox"
          disabled={disabled}
          aria-haspopup="listbox"
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-activedescendant={isOpen ? `${listId}-${active}` : undefined}
          onClick={() => setIsOpen(!isOpen)}
          onKeyDown={pressKey}
          className={classNames(
            fieldLook,
            'inline-flex h-8 items-center justify-between gap-2 px-2 text-left pointer-coarse:h-11',
            className,
          )}
        >
          <span className="truncate">{options.find((option) => option.value === value)?.label}</span>
          <ChevronDown size={16} aria-hidden className="shrink-0 text-muted" />
        </button>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          ref={list}
          id={listId}
          role="listbox"
          aria-label={rest['aria-label']}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onPointerDownOutside={stayOpenFor}
          onFocusOutside={stayOpenFor}
          className={listLook}
        >
          {options.map((option, index) => (
            <Option
              key={option.value}
              id={`${listId}-${index}`}
              option={option}
              isChosen={option.value === value}
              isActive={index === active}
              onActive={() => setActive(index)}
              onChoose={() => choose(index)}
            />
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

const listLook =
  'z-50 max-h-(--radix-popover-content-available-height) min-w-(--radix-popover-trigger-width) max-w-96 ' +
  'animate-appear overflow-auto rounded-ui border border-border bg-surface p-1 shadow-float'

type OptionProps = {
  readonly id: string
  readonly option: SelectOption<string>
  readonly isChosen: boolean
  readonly isActive: boolean
  readonly onActive: () => void
  readonly onChoose: () => void
}

function Option({ id, option, isChosen, isActive, onActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the button, which keeps the focus
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-disabled={option.disabled === true}
      ref={isActive ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={onActive}
      onClick={onChoose}
      className={classNames(
        'flex cursor-pointer items-start gap-2 rounded-small px-2 py-1.5 text-ui aria-disabled:cursor-default aria-disabled:opacity-50',
        isActive && 'bg-hover',
      )}
    >
      <span className="flex h-5 w-4 shrink-0 items-center">
        {isChosen ? <Check size={16} aria-hidden /> : null}
      </span>
      <span className="min-w-0">
        {option.label}
        {option.hint === undefined ? null : (
          <span className="block text-muted text-small">{option.hint}</span>
        )}
      </span>
    </div>
  )
}
