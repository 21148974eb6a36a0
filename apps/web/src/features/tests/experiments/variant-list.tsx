import { type Model, type ReasoningStrategyId, reasoningStrategySchema } from '@trialogue/contract'
import { Copy, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../components/badge.tsx'
import { Field } from '../../../components/field.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { Select } from '../../../components/select.tsx'
import type { VariantDraft } from './experiment-draft.ts'
import { ModelSelect } from './model-select.tsx'

/** As many as the contract takes. */
const maxVariants = 8

type VariantListProps = {
  readonly variants: readonly VariantDraft[]
  readonly models: readonly Model[]
  readonly onChange: (variants: readonly VariantDraft[]) => void
}

/** Who is asked, and how: the columns of the experiment. */
export function VariantList({ variants, models, onChange }: VariantListProps) {
  const { t } = useTranslation('tests')
  return (
    <section aria-label={t('variant.title')} className="flex flex-col gap-3">
      <h3 className="font-semibold">{t('variant.title')}</h3>
      {variants.map((variant, index) => (
        <VariantFields
          key={variant.id}
          number={index + 1}
          variant={variant}
          models={models}
          onChange={(changed) => onChange(variants.with(index, changed))}
          onCopy={
            variants.length >= maxVariants
              ? null
              : () => onChange(variants.toSpliced(index + 1, 0, { ...variant, id: crypto.randomUUID() }))
          }
          onRemove={variants.length === 1 ? null : () => onChange(variants.toSpliced(index, 1))}
        />
      ))}
    </section>
  )
}

type VariantFieldsProps = {
  readonly number: number
  readonly variant: VariantDraft
  readonly models: readonly Model[]
  readonly onChange: (variant: VariantDraft) => void
  /** Null where no more fit. */
  readonly onCopy: (() => void) | null
  /** Null where it is the last one. */
  readonly onRemove: (() => void) | null
}

function VariantFields({ number, variant, models, onChange, onCopy, onRemove }: VariantFieldsProps) {
  const { t } = useTranslation('tests')
  const { parameters } = variant
  const label = t('variant.number', { number })
  return (
    <fieldset className="flex min-w-0 flex-wrap items-end gap-3 border-border border-b pb-3">
      <legend className="sr-only">{label}</legend>
      <div className="min-w-48 flex-1">
        <Field label={label}>
          {() => (
            <ModelSelect
              label={t('variant.model', { number })}
              models={models}
              modelId={variant.modelId}
              onChange={(modelId) => onChange({ ...variant, modelId })}
            />
          )}
        </Field>
      </div>
      <div className="w-44">
        <Field label={t('variant.reasoning')}>
          {(ids) => (
            <StrategySelect
              {...ids}
              value={variant.reasoning.strategy}
              onChange={(strategy) => onChange({ ...variant, reasoning: { ...variant.reasoning, strategy } })}
            />
          )}
        </Field>
      </div>
      <div className="w-24">
        <Field label={t('variant.temperature')}>
          {(ids) => (
            <NumberField
              {...ids}
              value={parameters.temperature}
              min={0}
              max={2}
              step={0.05}
              onChange={(temperature) => onChange({ ...variant, parameters: { ...parameters, temperature } })}
            />
          )}
        </Field>
      </div>
      <div className="w-28">
        <Field label={t('variant.maxTokens')}>
          {(ids) => (
            <NumberField
              {...ids}
              value={parameters.maxTokens}
              min={1}
              max={32_768}
              step={1}
              onChange={(maxTokens) => onChange({ ...variant, parameters: { ...parameters, maxTokens } })}
            />
          )}
        </Field>
      </div>
      {variant.body === null ? null : <Badge>{t('variant.ownPrompt')}</Badge>}
      <span className="flex">
        <IconButton
          icon={Copy}
          label={t('variant.copy', { number })}
          disabledReason={onCopy === null ? t('variant.full') : undefined}
          onClick={() => onCopy?.()}
        />
        <IconButton
          icon={X}
          label={t('variant.remove', { number })}
          disabledReason={onRemove === null ? t('variant.last') : undefined}
          onClick={() => onRemove?.()}
        />
      </span>
    </fieldset>
  )
}

type StrategySelectProps = {
  readonly value: ReasoningStrategyId
  readonly onChange: (strategy: ReasoningStrategyId) => void
  readonly id?: string
}

function StrategySelect({ value, onChange, ...rest }: StrategySelectProps) {
  const { t } = useTranslation('tests')
  return (
    <Select
      {...rest}
      aria-label={t('variant.reasoning')}
      value={value}
      onChange={onChange}
      options={reasoningStrategySchema.options.map((one) => ({ value: one, label: t(`strategy.${one}`) }))}
    />
  )
}
