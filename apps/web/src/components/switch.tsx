import { Switch as Primitive } from 'radix-ui'

type SwitchProps = {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly label: string
  readonly disabled?: boolean
}

/** On or off, in force at once. The label is for screen readers: write it beside the switch as well. */
export function Switch({ isOn, onChange, label, disabled = false }: SwitchProps) {
  return (
    <Primitive.Root
      checked={isOn}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
      className="relative inline-flex h-6 w-9 shrink-0 items-center rounded-full disabled:opacity-50"
    >
      <span
        aria-hidden
        className={`h-5 w-9 rounded-full border ${isOn ? 'border-accent bg-accent' : 'border-control bg-hover'}`}
      />
      <Primitive.Thumb className="absolute left-1 block size-3.5 rounded-full bg-control transition-transform duration-[120ms] data-[state=checked]:translate-x-3.5 data-[state=checked]:bg-on-accent" />
    </Primitive.Root>
  )
}
