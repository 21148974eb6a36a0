import { pathsAvailability } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import type { ReasoningFieldsProps } from './reasoning-fields.ts'
import { useColumnNames } from './reasoning-reasons.ts'

/** Wang et al. 2022 draw their chains at 0.5 to 0.7. */
const usualTemperature = 0.7

/** How many chains of thought are written: drawn by chance and put to the vote, or one for each first token. */
export function ReasoningPaths({ reasoning, onChange }: ReasoningFieldsProps) {
  const { t } = useTranslation('compose')
  const columns = useContent((content) => content.columns)
  const nameOf = useColumnNames()
  const greedy = columns.filter(({ parameters }) => {
    const availability = pathsAvailability(reasoning.strategy, parameters)
    return !availability.isAvailable && availability.reason === 'greedy'
  })
  if (reasoning.strategy === 'cot-decoding') {
    return (
      <Field label={t('reasoning.branches')} hint={t('reasoning.branchesHint')}>
        {(ids) => (
          <NumberField
            {...ids}
            className="w-20"
            value={reasoning.branches}
            min={2}
            max={20}
            step={1}
            onChange={(branches) => onChange({ branches })}
          />
        )}
      </Field>
    )
  }
  const reason =
    greedy.length === columns.length
      ? t('reasoning.greedy')
      : t('reasoning.notFor', { names: greedy.map(nameOf).join(', '), reason: t('reasoning.greedy') })
  return (
    <div className="flex flex-col items-start gap-2">
      <Field label={t('reasoning.paths')} hint={greedy.length === 0 ? t('reasoning.pathsHint') : reason}>
        {(ids) => (
          <NumberField
            {...ids}
            className="w-20"
            value={reasoning.paths}
            min={1}
            max={40}
            step={1}
            // What was set before can always be taken back.
            disabled={greedy.length > 0 && reasoning.paths === 1}
            onChange={(paths) => onChange({ paths })}
          />
        )}
      </Field>
      {greedy.length === 0 ? null : <WarmUp columnIds={greedy.map(({ id }) => id)} />}
    </div>
  )
}

/** Makes chance decide in the columns where it does not. */
function WarmUp({ columnIds }: { readonly columnIds: readonly string[] }) {
  const { t } = useTranslation('compose')
  const update = useWorkspace((state) => state.update)
  const warm = () =>
    update((content) => ({
      ...content,
      columns: content.columns.map((column) => {
        if (!columnIds.includes(column.id)) return column
        const { parameters } = column
        const temperature = parameters.temperature === 0 ? usualTemperature : parameters.temperature
        return {
          ...column,
          parameters: { ...parameters, temperature, topK: parameters.topK === 1 ? null : parameters.topK },
        }
      }),
    }))
  return (
    <Button size="small" onClick={warm}>
      {t('reasoning.warm', { temperature: usualTemperature })}
    </Button>
  )
}
