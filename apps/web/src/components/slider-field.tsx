import { Slider } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { classNames } from '../lib/class-names.ts'
import { NumberField } from './number-field.tsx'

type SliderFieldProps = {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** Where a double click on the label goes back to. */
  readonly defaultValue: number
  readonly onChange: (value: number) => void
  readonly hint?: ReactNode
  readonly disabled?: boolean
  /** The element that says why it is disabled. */
  readonly 'aria-describedby'?: string | undefined
}

/** A number with a slider and a field. A dot beside the label marks a value that is not the default. */
export function SliderField(props: SliderFieldProps) {
  const { label, value, min, max, step, defaultValue, onChange, hint, disabled = false } = props
  const describedBy = props['aria-describedby']
  const id = useId()
  return (
    <div className="grid grid-cols-[1fr_4.5rem] items-center gap-x-3">
      <label
        htmlFor={id}
        className={classNames('flex items-center gap-1.5 text-ui', disabled && 'opacity-60')}
        onDoubleClick={() => disabled || onChange(defaultValue)}
        title={hint === undefined ? undefined : String(hint)}
      >
        {label}
        {value === defaultValue ? null : <span aria-hidden className="size-1.5 rounded-full bg-accent" />}
      </label>
      <NumberField
        id={id}
        value={value}
        min={min}
        max={max}
        step={step}
        onChange={onChange}
        disabled={disabled}
        aria-describedby={describedBy}
        className="row-span-2 self-center"
      />
      <Slider.Root
        className="relative flex h-6 touch-none select-none items-center data-disabled:opacity-50"
        value={[value]}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        onValueChange={([next]) => next !== undefined && onChange(next)}
      >
        <Slider.Track className="relative h-1 grow rounded-full bg-border">
          <Slider.Range className="absolute h-full rounded-full bg-accent" />
        </Slider.Track>
        <Slider.Thumb
          aria-label={label}
          aria-describedby={describedBy}
          className="block size-4 rounded-full border-2 border-accent bg-surface pointer-coarse:size-6"
        />
      </Slider.Root>
    </div>
  )
}
