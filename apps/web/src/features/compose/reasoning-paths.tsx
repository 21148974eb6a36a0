import type { Column, Reasoning } from '@trialogue/contract'
import { pathsAvailability } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import type { ReasoningFieldsProps } from './reasoning-fields.ts'
import { useColumnNames } from './reasoning-reasons.ts'

/** Wang et al. 2022 draw their chains at 0.5 to 0.7. */
const usualTemperature = 0.7

/** How many chains of thought are written: drawn by chance and put to the vote, or one for each first token. */
export function ReasoningPaths({ reasoning, onChange }: ReasoningFieldsProps) {
  const { t } = useTranslation('compose')
  if (reasoning.strategy !== 'cot-decoding') return <Chains reasoning={reasoning} onChange={onChange} />
  return (
    <Field label={t('reasoning.branches')} hint={t('reasoning.branchesHint')}>
      {(ids) => (
        <span className="w-24">
          <NumberField
            {...ids}
            value={reasoning.branches}
            min={2}
            max={20}
            step={1}
            onChange={(branches) => onChange({ branches })}
          />
        </span>
      )}
    </Field>
  )
}

function Chains({ reasoning, onChange }: ReasoningFieldsProps) {
  const { t } = useTranslation('compose')
  const greedy = useGreedyColumns(reasoning)
  return (
    <div className="flex flex-col items-start gap-2">
      <Field label={t('reasoning.paths')} hint={<ChainsHint reasoning={reasoning} greedy={greedy} />}>
        {(ids) => (
          <span className="w-24">
            <NumberField
              {...ids}
              value={reasoning.paths}
              min={1}
              max={40}
              step={1}
              // What was set before can always be taken back.
              disabled={greedy.length > 0 && reasoning.paths === 1}
              onChange={(paths) => onChange({ paths })}
            />
          </span>
        )}
      </Field>
      {greedy.length === 0 ? null : <WarmUp columnIds={greedy.map(({ id }) => id)} />}
    </div>
  )
}

/** The columns in which all chains would be the same. */
function useGreedyColumns({ strategy }: Reasoning): readonly Column[] {
  return useContent((content) => content.columns).filter(({ parameters }) => {
    const availability = pathsAvailability(strategy, parameters)
    return !availability.isAvailable && availability.reason === 'greedy'
  })
}

type ChainsHintProps = { readonly reasoning: Reasoning; readonly greedy: readonly Column[] }

function ChainsHint({ reasoning, greedy }: ChainsHintProps) {
  const { t } = useTranslation('compose')
  const count = useContent((content) => content.columns.length)
  const nameOf = useColumnNames()
  if (greedy.length === 0) return t('reasoning.pathsHint')
  const names = greedy.map(nameOf).join(', ')
  return (
    <span className={classNames(reasoning.paths > 1 && 'text-failure')}>
      {greedy.length === count
        ? t('reasoning.greedy')
        : t('reasoning.notFor', { names, reason: t('reasoning.greedy') })}
    </span>
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
