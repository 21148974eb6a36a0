import './parameters-texts.ts'
import { type Column, defaultParameters, type Model, type Parameters } from '@trialogue/contract'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { SliderField } from '../../components/slider-field.tsx'
import { Switch } from '../../components/switch.tsx'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { copyParametersToAll, setParameters } from './column-edits.ts'
import { OptionalNumber } from './optional-number.tsx'
import { namesWith, parameterReasons } from './parameter-reasons.ts'
import { areDefaultParameters } from './parameter-summary.ts'
import { StopList } from './stop-list.tsx'

/** How far the token limit goes while the model's context length is not known. */
const assumedContextLength = 2_048

const ranges = {
  temperature: { min: 0, max: 2, step: 0.05 },
  topP: { min: 0.01, max: 1, step: 0.01 },
  minP: { min: 0, max: 1, step: 0.01 },
  repetitionPenalty: { min: 0.5, max: 2, step: 0.05 },
} as const

/** What "Greedy" sets: the likeliest token each time, nothing else in its way. */
const greedy = { temperature: 0, topP: 1, topK: null, minP: 0 } as const satisfies Partial<Parameters>

type ParametersFormProps = { readonly column: Column; readonly model: Model | null }

/** All parameters of a column. Those that would change nothing are greyed out, and a sentence says why. */
export function ParametersForm({ column, model }: ParametersFormProps) {
  const { t } = useTranslation('parameters')
  const update = useWorkspace((state) => state.update)
  const reasonId = useId()
  const { parameters } = column
  const contextLength = model?.contextLength ?? assumedContextLength
  const reasons = parameterReasons(parameters, model)
  const change = (part: Partial<Parameters>) => update(setParameters(column.id, part))

  const stateOf = (name: keyof Parameters) => ({
    disabled: reasons[name] !== undefined,
    'aria-describedby': reasons[name] === undefined ? undefined : reasonId,
  })
  const nameOf = (name: keyof Parameters) => t(name)
  const slider = (name: keyof typeof ranges) => (
    <SliderField
      label={t(`${name}`)}
      hint={t(`${name}Hint`)}
      {...ranges[name]}
      {...stateOf(name)}
      value={parameters[name]}
      defaultValue={defaultParameters[name]}
      onChange={(value) => change({ [name]: value })}
    />
  )
  const optional = (name: 'topK' | 'seed') => (
    <OptionalNumber
      name={name}
      value={parameters[name]}
      {...stateOf(name)}
      onChange={(value) => change({ [name]: value })}
    />
  )

  return (
    <div className="flex flex-col gap-3">
      {slider('temperature')}
      <div id={reasonId} className="text-muted text-small empty:hidden">
        {[...new Set(Object.values(reasons))].map((reason) => (
          <p key={reason}>
            {t(`reason.${reason}`, { names: namesWith(reasons, reason).map(nameOf).join(', ') })}
          </p>
        ))}
      </div>
      {slider('topP')}
      {slider('minP')}
      {optional('topK')}
      {optional('seed')}
      {slider('repetitionPenalty')}
      <SliderField
        label={t('maxTokens')}
        hint={t('maxTokensHint')}
        min={1}
        max={contextLength}
        step={1}
        value={parameters.maxTokens}
        defaultValue={Math.min(defaultParameters.maxTokens, contextLength)}
        onChange={(maxTokens) => change({ maxTokens })}
      />
      <div className="flex items-center justify-between gap-3">
        <span title={t('exactHint')} className={reasons.exact === undefined ? undefined : 'opacity-60'}>
          {t('exact')}
        </span>
        <Switch
          label={t('exact')}
          isOn={parameters.exact}
          disabled={reasons.exact !== undefined}
          onChange={(exact) => change({ exact })}
        />
      </div>
      <StopList stop={parameters.stop} onChange={(stop) => change({ stop })} />
      <FormActions column={column} change={change} />
    </div>
  )
}

type FormActionsProps = {
  readonly column: Column
  readonly change: (part: Partial<Parameters>) => void
}

function FormActions({ column, change }: FormActionsProps) {
  const { t } = useTranslation('parameters')
  const update = useWorkspace((state) => state.update)
  const isAlone = useContent(({ columns }) => columns.length === 1)
  const { parameters } = column
  const isGreedyAlready = Object.entries(greedy).every(
    ([name, value]) => Reflect.get(parameters, name) === value,
  )
  return (
    <div className="flex flex-wrap gap-2 border-border border-t pt-3">
      <Button size="small" title={t('greedyHint')} disabled={isGreedyAlready} onClick={() => change(greedy)}>
        {t('greedy')}
      </Button>
      <Button
        size="small"
        disabled={areDefaultParameters(parameters)}
        onClick={() => change(defaultParameters)}
      >
        {t('reset')}
      </Button>
      <Button size="small" disabled={isAlone} onClick={() => update(copyParametersToAll(column.id))}>
        {t('copy')}
      </Button>
    </div>
  )
}
