import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

type Tab<Value extends string> = {
  readonly value: Value
  readonly label: ReactNode
  readonly content: ReactNode
}

type TabsProps<Value extends string> = {
  readonly value: Value
  readonly tabs: readonly Tab<Value>[]
  readonly onChange: (value: Value) => void
  /** Names the row of tabs. */
  readonly label: string
  readonly className?: string
  /** Between the tabs and their content, whichever is chosen. */
  readonly above?: ReactNode
}

/** A row of tabs and the content of the one chosen. Fills the height it is given. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { value, tabs, onChange, label, className, above } = props
  return (
    <Primitive.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((candidate) => candidate.value === next)
        if (tab !== undefined) onChange(tab.value)
      }}
      className={classNames('flex min-h-0 flex-col', className)}
    >
      <Primitive.List aria-label={label} className="flex shrink-0 gap-3 border-border border-b px-3">
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px h-8 whitespace-nowrap rounded-t-small -outline-offset-2 border-transparent border-b-2 text-muted text-ui hover:text-text data-[state=active]:border-accent data-[state=active]:text-text pointer-coarse:h-11"
          >
            {tab.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {above}
      {tabs.map((tab) => (
        <Primitive.Content
          key={tab.value}
          value={tab.value}
          className="min-h-0 flex-1 data-[state=inactive]:hidden"
        >
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  )
}
