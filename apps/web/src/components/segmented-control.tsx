import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'

type Segment<Value extends string> = {
  readonly value: Value
  readonly label: ReactNode
  /** Why it cannot be chosen; shown on hover. Absent: it can. */
  readonly disabledReason?: string | undefined
}

type SegmentedControlProps<Value extends string> = {
  readonly value: Value
  readonly segments: readonly Segment<Value>[]
  readonly onChange: (value: Value) => void
  readonly label: string
}

/** Picks one of two to four, all of them in sight. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { value, segments, onChange, label } = props
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      aria-label={label}
      // Pressing the chosen one again would leave none chosen.
      onValueChange={(next) => {
        const segment = segments.find((candidate) => candidate.value === next)
        if (segment !== undefined) onChange(segment.value)
      }}
      className="inline-flex shrink-0 rounded-ui border border-control bg-surface p-px"
    >
      {segments.map((segment) => (
        <ToggleGroup.Item
          key={segment.value}
          value={segment.value}
          disabled={segment.disabledReason !== undefined}
          title={segment.disabledReason}
          className="h-7 whitespace-nowrap rounded-small px-3 text-muted text-ui enabled:hover:text-text disabled:opacity-50 data-[state=on]:bg-accent-tint data-[state=on]:font-medium data-[state=on]:text-accent pointer-coarse:h-11"
        >
          {segment.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
