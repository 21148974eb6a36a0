import { defaultParameters, type Model } from '@trialogue/contract'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../components/field.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import { TextField } from '../../../components/text-field.tsx'
import type { ScorerDraft, VariantDraft } from './experiment-draft.ts'
import { ModelSelect } from './model-select.tsx'
import { scorerForms } from './scorer-fields.ts'
import { ScorerOption } from './scorer-option.tsx'

type ScorerEditorProps = {
  readonly scorer: ScorerDraft
  readonly variants: readonly VariantDraft[]
  readonly models: readonly Model[]
  readonly onChange: (scorer: ScorerDraft) => void
  readonly onRemove: () => void
}

/** One scorer of a new experiment: its name, its settings, and what passes. */
export function ScorerEditor({ scorer, variants, models, onChange, onRemove }: ScorerEditorProps) {
  const { t } = useTranslation('tests')
  const { fields, isNumber } = scorerForms[scorer.id]
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-ui border border-border p-3">
      <legend className="sr-only">{scorer.name}</legend>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label={t(`scorer.${scorer.id}`)} hint={t(`scorerHint.${scorer.id}`)}>
            {(ids) => (
              <TextField
                {...ids}
                maxLength={80}
                aria-label={t('scorers.name', { scorer: t(`scorer.${scorer.id}`) })}
                value={scorer.name}
                onChange={(event) => onChange({ ...scorer, name: event.target.value })}
              />
            )}
          </Field>
        </div>
        <IconButton icon={X} label={t('scorers.remove', { name: scorer.name })} onClick={onRemove} />
      </div>
      <div className="grid gap-3 tablet:grid-cols-2">
        {fields.map((field) => (
          <ScorerOption
            key={field.name}
            field={field}
            value={scorer.options[field.name]}
            onChange={(value) => onChange({ ...scorer, options: { ...scorer.options, [field.name]: value } })}
          />
        ))}
        <AskedFields {...{ scorer, variants, models, onChange }} />
        {isNumber ? <PassFields scorer={scorer} onChange={onChange} /> : null}
        <span className="flex min-h-8 items-center gap-2 self-end">
          <Switch
            isOn={scorer.isNegated}
            onChange={(isNegated) => onChange({ ...scorer, isNegated })}
            label={t('scorers.negated')}
          />
          <span aria-hidden>{t('scorers.negated')}</span>
        </span>
      </div>
    </fieldset>
  )
}

/** Who judges, and whose answer is the other one. */
function AskedFields({ scorer, variants, models, onChange }: Omit<ScorerEditorProps, 'onRemove'>) {
  const { t } = useTranslation('tests')
  const { asks } = scorerForms[scorer.id]
  return (
    <>
      {asks === undefined ? null : (
        <Field label={t('scorers.judge')}>
          {(ids) => (
            <ModelSelect
              {...ids}
              label={t('scorers.judge')}
              models={models}
              modelId={scorer.judge?.modelId ?? models[0]?.id ?? ''}
              onChange={(modelId) =>
                onChange({ ...scorer, judge: { modelId, parameters: defaultParameters } })
              }
            />
          )}
        </Field>
      )}
      {asks === 'judge-and-other' ? (
        <Field label={t('scorers.other')}>
          {(ids) => (
            <Select
              {...ids}
              aria-label={t('scorers.other')}
              value={scorer.otherVariantId ?? variants[0]?.id ?? ''}
              onChange={(otherVariantId) => onChange({ ...scorer, otherVariantId })}
              options={variants.map(({ id }, index) => ({
                value: id,
                label: t('variant.number', { number: index + 1 }),
              }))}
            />
          )}
        </Field>
      ) : null}
    </>
  )
}

/** Which numbers pass. */
function PassFields({ scorer, onChange }: Pick<ScorerEditorProps, 'scorer' | 'onChange'>) {
  const { t } = useTranslation('tests')
  const setRange = (part: Partial<{ min: number | null; max: number | null }>) => {
    const range = { min: null, max: null, ...scorer.pass, ...part }
    onChange({ ...scorer, pass: range.min === null && range.max === null ? null : range })
  }
  return (
    <Field label={t('scorers.pass')} hint={t('scorers.passHint')}>
      {(ids) => (
        <span className="flex items-center gap-2">
          <NumberField
            {...ids}
            aria-label={t('scorers.passFrom')}
            placeholder="–"
            value={scorer.pass?.min ?? null}
            min={-1e12}
            max={1e12}
            step={0.0001}
            onChange={(min) => setRange({ min })}
            onClear={() => setRange({ min: null })}
          />
          <span aria-hidden>…</span>
          <NumberField
            aria-label={t('scorers.passTo')}
            placeholder="–"
            value={scorer.pass?.max ?? null}
            min={-1e12}
            max={1e12}
            step={0.0001}
            onChange={(max) => setRange({ max })}
            onClear={() => setRange({ max: null })}
          />
        </span>
      )}
    </Field>
  )
}
