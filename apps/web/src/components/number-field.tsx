import { useState } from 'react'
import { classNames } from '../lib/class-names.ts'
import { fieldLook } from './field-look.ts'

type NumberFieldProps = {
  readonly value: number | null
  readonly min: number
  readonly max: number
  readonly step: number
  readonly onChange: (value: number) => void
  /** Called when the field is emptied; without it an empty field falls back to the last value. */
  readonly onClear?: () => void
  readonly id?: string
  readonly className?: string
  readonly disabled?: boolean
  readonly placeholder?: string
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string | undefined
}

/** A number that is typed. What is typed is taken when the field is left or Enter is pressed, clamped to its range. */
export function NumberField(props: NumberFieldProps) {
  const { value, min, max, step, onChange, onClear, className, ...rest } = props
  const [typed, setTyped] = useState<string | null>(null)

  function take() {
    if (typed === null) return
    setTyped(null)
    if (typed.trim() === '') return onClear?.()
    const number = Number(typed.replace(',', '.'))
    if (Number.isFinite(number)) onChange(clamp(roundTo(number, step), min, max))
  }

  function nudge(direction: 1 | -1) {
    setTyped(null)
    onChange(clamp(roundTo((value ?? min) + direction * step, step), min, max))
  }

  return (
    <input
      type="text"
      inputMode="decimal"
      className={classNames(fieldLook, 'h-8 px-2 text-right tabular-nums pointer-coarse:h-11', className)}
      value={typed ?? (value === null ? '' : String(value))}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
        if (event.key === 'ArrowUp') nudge(1)
        if (event.key === 'ArrowDown') nudge(-1)
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') event.preventDefault()
      }}
      {...rest}
    />
  )
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

/** Rounds to a multiple of the step without the tail that binary fractions leave (0.1 + 0.2). */
function roundTo(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(6))
}
