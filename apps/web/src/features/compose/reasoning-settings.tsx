import { answerFormatSchema } from '@trialogue/contract'
import { extractionTriggers, reasoningTriggers } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import type { ReasoningFieldsProps } from './reasoning-fields.ts'
import { ReasoningPaths } from './reasoning-paths.tsx'
import { ReasoningTrigger } from './reasoning-trigger.tsx'

/** What a reasoning strategy needs to know: its phrases, how the answer is read, and how often it is asked. */
export function ReasoningSettings({ reasoning, onChange }: ReasoningFieldsProps) {
  const { t } = useTranslation('compose')
  const hasTrigger = reasoningTriggers[reasoning.strategy].length > 0
  return (
    <div className="flex flex-col gap-3 rounded-ui border border-border bg-surface p-3">
      {hasTrigger ? <ReasoningTrigger reasoning={reasoning} onChange={onChange} /> : null}
      <div className="grid grid-cols-1 gap-3 tablet:grid-cols-2">
        <Field label={t('reasoning.answerFormat')}>
          {(ids) => (
            <Select
              {...ids}
              value={reasoning.answerFormat}
              options={answerFormatSchema.options.map((value) => ({
                value,
                label: t(`reasoning.format.${value}`),
              }))}
              onChange={(answerFormat) => onChange({ answerFormat })}
            />
          )}
        </Field>
        {hasTrigger ? (
          <Field label={t('reasoning.answerMaxTokens')}>
            {(ids) => (
              <NumberField
                {...ids}
                value={reasoning.answerMaxTokens}
                min={1}
                max={4096}
                step={1}
                onChange={(answerMaxTokens) => onChange({ answerMaxTokens })}
              />
            )}
          </Field>
        ) : null}
      </div>
      {hasTrigger ? (
        <Field label={t('reasoning.extraction')}>
          {(ids) => (
            <TextField
              {...ids}
              value={reasoning.extractionTrigger ?? ''}
              placeholder={extractionTriggers[reasoning.answerFormat]}
              maxLength={2000}
              onChange={(event) =>
                onChange({ extractionTrigger: event.target.value === '' ? null : event.target.value })
              }
            />
          )}
        </Field>
      ) : null}
      <ReasoningPaths reasoning={reasoning} onChange={onChange} />
    </div>
  )
}
