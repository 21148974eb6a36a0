import type { DatasetColumn, VariableSource, VariableValue } from '@trialogue/contract'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../components/field.tsx'
import { Select } from '../../../components/select.tsx'
import type { ExperimentDraft } from './experiment-draft.ts'

type MappingFieldsProps = {
  readonly draft: ExperimentDraft
  readonly columns: readonly DatasetColumn[]
  /** Of the prompt itself. */
  readonly values: readonly VariableValue[]
  readonly onChange: (part: Partial<ExperimentDraft>) => void
}

/** Which column fills which variable, in sight as a whole; what nothing fills is red. */
export function MappingFields({ draft, columns, values, onChange }: MappingFieldsProps) {
  const { t } = useTranslation('tests')
  const set = (variable: string, source: VariableSource | null) =>
    onChange({ mapping: new Map(draft.mapping).set(variable, source) })
  return (
    <section aria-label={t('mapping.title')} className="flex flex-col gap-3">
      <h3 className="font-semibold">{t('mapping.title')}</h3>
      {draft.mapping.size === 0 ? <p className="text-muted">{t('mapping.none')}</p> : null}
      <div className="grid gap-3 tablet:grid-cols-2 laptop:grid-cols-3">
        {[...draft.mapping].map(([variable, source]) => {
          const own = values.find(({ name }) => name === variable)?.value ?? ''
          return (
            <Field
              key={variable}
              label={<span className="font-mono">{`{{${variable}}}`}</span>}
              {...(source === null ? { hint: <Unfilled text={t('mapping.unfilled')} /> } : {})}
            >
              {(ids) => (
                <Select
                  {...ids}
                  aria-label={t('mapping.variable', { name: variable })}
                  className={source === null ? 'border-failure' : ''}
                  value={spell(source)}
                  onChange={(value) => set(variable, read(value, own))}
                  options={[
                    { value: '', label: t('mapping.nothing') },
                    ...columns.map(({ name, role }) => ({
                      value: `column ${name}`,
                      label: name,
                      hint: t(`role.${role}`),
                    })),
                    ...(own === ''
                      ? []
                      : [{ value: 'text', label: t('mapping.own'), hint: own.slice(0, 80) }]),
                  ]}
                />
              )}
            </Field>
          )
        })}
      </div>
      <div className="grid gap-3 tablet:grid-cols-2 laptop:grid-cols-3">
        <ColumnField
          label={t('mapping.reference')}
          hint={t('mapping.referenceHint')}
          columns={columns}
          value={draft.referenceColumn}
          onChange={(referenceColumn) => onChange({ referenceColumn })}
        />
        <ColumnField
          label={t('mapping.slice')}
          hint={t('mapping.sliceHint')}
          columns={columns}
          value={draft.sliceColumn}
          onChange={(sliceColumn) => onChange({ sliceColumn })}
        />
      </div>
    </section>
  )
}

function Unfilled({ text }: { readonly text: string }) {
  return (
    <span className="flex items-center gap-1 text-failure">
      <CircleAlert size={12} aria-hidden />
      {text}
    </span>
  )
}

type ColumnFieldProps = {
  readonly label: string
  readonly hint: string
  readonly columns: readonly DatasetColumn[]
  readonly value: string | null
  readonly onChange: (column: string | null) => void
}

/** Picks a column, or none. */
export function ColumnField({ label, hint, columns, value, onChange }: ColumnFieldProps) {
  const { t } = useTranslation('tests')
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <Select
          {...ids}
          aria-label={label}
          value={value === null ? '' : `column ${value}`}
          onChange={(next) => onChange(next === '' ? null : next.slice('column '.length))}
          options={[
            { value: '', label: t('mapping.noColumn') },
            ...columns.map(({ name }) => ({ value: `column ${name}`, label: name })),
          ]}
        />
      )}
    </Field>
  )
}

/** A source as an option: any name may be a column's, so they are told apart by what stands before. */
function spell(source: VariableSource | null): string {
  if (source === null) return ''
  return source.from === 'column' ? `column ${source.column}` : 'text'
}

function read(value: string, own: string): VariableSource | null {
  if (value === '') return null
  if (value === 'text') return { from: 'text', text: own }
  return { from: 'column', column: value.slice('column '.length) }
}
