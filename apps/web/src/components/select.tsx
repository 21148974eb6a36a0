import { Check, ChevronDown } from 'lucide-react'
import { Select as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { fieldLook } from './field-look.ts'

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

/** Picks one of a short, fixed list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, options, onChange, className, disabled = false, ...rest } = props
  return (
    <Primitive.Root
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next)
        if (option !== undefined) onChange(option.value)
      }}
    >
      <Primitive.Trigger
        className={classNames(
          fieldLook,
          'inline-flex h-8 items-center justify-between gap-2 px-2 pointer-coarse:h-11',
          className,
        )}
        {...rest}
      >
        <span className="truncate">
          <Primitive.Value />
        </span>
        <ChevronDown size={16} aria-hidden className="shrink-0 text-muted" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-96 animate-appear overflow-auto rounded-ui border border-border bg-surface p-1 shadow-float"
        >
          <Primitive.Viewport>
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="group flex cursor-pointer items-start gap-2 rounded-small px-2 py-1.5 text-ui outline-none data-disabled:cursor-default data-highlighted:bg-hover"
              >
                <span className="flex h-5 w-4 shrink-0 items-center">
                  <Primitive.ItemIndicator>
                    <Check size={16} aria-hidden />
                  </Primitive.ItemIndicator>
                </span>
                <span className="min-w-0">
                  {/* Only the name is greyed out: why it is must be easy to read. */}
                  <span className="group-data-disabled:opacity-50">
                    <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  </span>
                  {option.hint === undefined ? null : (
                    <span className="block text-muted text-small">{option.hint}</span>
                  )}
                </span>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
