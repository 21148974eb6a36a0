import { answerFormatSchema, type Reasoning } from '@trialogue/contract'
import { extractionTriggers, reasoningTriggers } from '@trialogue/prompt'
import { List } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu } from '../../components/menu.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'

type Props = {
  readonly reasoning: Reasoning
  readonly onChange: (fields: Partial<Reasoning>) => void
}

/** What a reasoning strategy needs to know: its phrases, and how the answer is read. */
export function ReasoningSettings({ reasoning, onChange }: Props) {
  const { t } = useTranslation('compose')
  const isZeroShot = reasoning.strategy === 'zero-shot'
  return (
    <div className="flex flex-col gap-3 rounded-ui border border-border bg-surface p-3">
      {isZeroShot ? <TriggerField reasoning={reasoning} onChange={onChange} /> : null}
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
        {isZeroShot ? (
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
      {isZeroShot ? (
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
    </div>
  )
}

function TriggerField({ reasoning, onChange }: Props) {
  const { t } = useTranslation('compose')
  return (
    <Field label={t('reasoning.trigger')}>
      {(ids) => (
        <div className="flex gap-1">
          <TextField
            {...ids}
            value={reasoning.trigger}
            maxLength={2000}
            onChange={(event) => onChange({ trigger: event.target.value })}
          />
          <Menu
            align="end"
            trigger={<IconButton icon={List} label={t('reasoning.triggerMenu')} />}
            groups={[
              reasoningTriggers.map((trigger) => ({
                label: trigger,
                isChecked: trigger === reasoning.trigger,
                onSelect: () => onChange({ trigger }),
              })),
            ]}
          />
        </div>
      )}
    </Field>
  )
}
