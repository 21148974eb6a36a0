import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { Field } from '../../../components/field.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import { TextArea } from '../../../components/text-area.tsx'
import { TextField } from '../../../components/text-field.tsx'
import type { ChoiceValue, ScorerField } from './scorer-fields.ts'

type Json = z.core.util.JSONType

type ScorerOptionProps = {
  readonly field: ScorerField
  /** Undefined is the scorer's default. */
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
}

/** One setting of a scorer. */
export function ScorerOption({ field, value, onChange }: ScorerOptionProps) {
  const { t } = useTranslation('tests')
  const label = t(`option.${field.name}`)
  switch (field.kind) {
    case 'switch':
      return (
        <span className="flex min-h-8 items-center gap-2 self-end">
          <Switch
            isOn={typeof value === 'boolean' ? value : field.initial}
            onChange={onChange}
            label={label}
          />
          <span aria-hidden>{label}</span>
        </span>
      )
    case 'choice':
      return (
        <Field label={label}>
          {(ids) => (
            <Select
              {...ids}
              aria-label={label}
              value={String(value ?? field.values[0])}
              onChange={onChange}
              options={field.values.map((one) => ({
                value: String(one),
                label: t(`choice.${spellChoice(one)}`),
              }))}
            />
          )}
        </Field>
      )
    case 'number':
      return (
        <Field label={label}>
          {(ids) => (
            <NumberField
              {...ids}
              value={typeof value === 'number' ? value : field.initial}
              min={0}
              max={field.max}
              step={field.step}
              onChange={onChange}
            />
          )}
        </Field>
      )
    case 'lines':
      return <LinesOption label={label} value={value} onChange={onChange} />
    case 'json':
      return <JsonOption label={label} value={value} onChange={onChange} />
    case 'text':
      return (
        <Field label={label}>
          {(ids) =>
            field.isLong ? (
              <TextArea
                {...ids}
                rows={3}
                value={typeof value === 'string' ? value : ''}
                onChange={(event) => onChange(event.target.value)}
              />
            ) : (
              <TextField
                {...ids}
                spellCheck={false}
                className="font-mono"
                value={typeof value === 'string' ? value : ''}
                onChange={(event) => onChange(event.target.value)}
              />
            )
          }
        </Field>
      )
    default:
      return field satisfies never
  }
}

type TextOptionProps = {
  readonly label: string
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
}

/** A list, one a line. */
function LinesOption({ label, value, onChange }: TextOptionProps) {
  const { t } = useTranslation('tests')
  const [typed, setTyped] = useState(() => (Array.isArray(value) ? value.join('\n') : ''))
  return (
    <Field label={label} hint={t('option.linesHint')}>
      {(ids) => (
        <TextArea
          {...ids}
          rows={2}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            onChange(event.target.value.split('\n').filter((line) => line.trim() !== ''))
          }}
        />
      )}
    </Field>
  )
}

/** An object that is typed; the last one that could be read holds. */
function JsonOption({ label, value, onChange }: TextOptionProps) {
  const { t } = useTranslation('tests')
  const [typed, setTyped] = useState(() => JSON.stringify(value ?? { type: 'object' }, null, 2))
  const [isWrong, setIsWrong] = useState(false)
  return (
    <Field label={label} {...(isWrong ? { hint: t('option.notJson') } : {})}>
      {(ids) => (
        <TextArea
          {...ids}
          rows={4}
          spellCheck={false}
          className="font-mono text-code"
          aria-invalid={isWrong}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            const read = readJson(event.target.value)
            setIsWrong(read === undefined)
            if (read !== undefined) onChange(read)
          }}
        />
      )}
    </Field>
  )
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The name of a value in the page's texts, where signs are no names. */
function spellChoice(value: ChoiceValue) {
  if (value === '.') return 'point'
  return value === ',' ? 'comma' : value
}
