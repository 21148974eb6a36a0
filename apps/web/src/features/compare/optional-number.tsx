import './parameters-texts.ts'
import { useTranslation } from 'react-i18next'
import { NumberField } from '../../components/number-field.tsx'
import { classNames } from '../../lib/class-names.ts'

const ranges = {
  topK: { min: 1, max: 1_000, placeholder: 'off' },
  seed: { min: 0, max: 4_294_967_295, placeholder: 'random' },
} as const

type OptionalNumberProps = {
  readonly name: keyof typeof ranges
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly disabled: boolean
  readonly 'aria-describedby': string | undefined
}

/** A parameter that can be left out. A double click on its label leaves it out. */
export function OptionalNumber({ name, value, onChange, ...state }: OptionalNumberProps) {
  const { t } = useTranslation('parameters')
  const { placeholder, ...range } = ranges[name]
  return (
    <div className="grid grid-cols-[1fr_7rem] items-center gap-3">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for what emptying the field does */}
      <span
        title={t(`${name}Hint`)}
        onDoubleClick={() => state.disabled || onChange(null)}
        className={classNames('flex items-center gap-1.5', state.disabled && 'opacity-60')}
      >
        {t(`${name}`)}
        {value === null ? null : <span aria-hidden className="size-1.5 rounded-full bg-accent" />}
      </span>
      <NumberField
        {...range}
        {...state}
        step={1}
        aria-label={t(`${name}`)}
        value={value}
        placeholder={t(placeholder)}
        onChange={onChange}
        onClear={() => onChange(null)}
      />
    </div>
  )
}
