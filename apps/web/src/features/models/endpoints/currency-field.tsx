import { priceSchema } from '@trialogue/contract'
import { useState } from 'react'
import { TextField } from '../../../components/text-field.tsx'

type CurrencyFieldProps = {
  readonly label: string
  /** Null before there is a price. */
  readonly value: string | null
  readonly onChange: (currency: string) => void
}

/** Three letters, taken when the field is left; anything else falls back to what was there. */
export function CurrencyField({ label, value, onChange }: CurrencyFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  function take() {
    const parsed = priceSchema.shape.currency.safeParse(typed)
    if (parsed.success && parsed.data !== value) onChange(parsed.data)
    setTyped(null)
  }
  return (
    <TextField
      aria-label={label}
      maxLength={3}
      spellCheck={false}
      autoComplete="off"
      placeholder="USD"
      disabled={value === null}
      value={typed ?? value ?? ''}
      onChange={(event) => setTyped(event.target.value.toUpperCase())}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
      className="uppercase placeholder:normal-case"
    />
  )
}
